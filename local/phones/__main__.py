"""Run the carrier with its phones and the mail sink until SIGTERM."""

import signal
import sys

import waitress

from local.phones.app import create_app
from local.phones.carrier import Carrier
from local.phones.mailbox import listen
from local.stage import HOST, from_environment

THREADS = 32
CONNECTIONS = 1000
"""Workers keep theirs open: some thirty each, and beyond a hundred waitress would take no more."""


def main() -> None:
    """Serve this stage's phones."""
    stage = from_environment()
    stage.directory.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    carrier = Carrier(stage)
    sink = listen(carrier)
    try:
        waitress.serve(
            create_app(carrier),
            host=HOST,
            port=stage.phones_port,
            threads=THREADS,
            connection_limit=CONNECTIONS,
            asyncore_use_poll=True,
            _quiet=True,
        )
    finally:
        sink.stop()
        carrier.close()


if __name__ == "__main__":
    main()
