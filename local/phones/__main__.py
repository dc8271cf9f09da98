"""Run the carrier with its phones and the mail sink until SIGTERM."""

import signal
import sys

import waitress

from local.phones.app import create_app
from local.phones.carrier import Carrier
from local.phones.mailbox import listen
from local.stage import HOST, from_environment

THREADS = 32


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
            _quiet=True,
        )
    finally:
        sink.stop()
        carrier.close()


if __name__ == "__main__":
    main()
