"""Half a million signatures in memory: the last must cost what the first did.

`python -m bench.growing - RESULT` in a process of its own. Hashes are real; nothing is behind the
store but memory.
"""

import json
import statistics
import sys
from pathlib import Path
from time import process_time
from typing import Any

from bench import ground
from bench.importing import OneKey
from bench.rows import Row, require
from bench.signing import DAY, address_of

SIGNATURES = 500_000
BLOCK = 1_000
LOOKED_AT = 9
"""Blocks at each end, whose median counts: one of them may meet a collection of garbage."""


def ports() -> dict[str, Any]:
    """A stage in memory, with the vault's real hashes."""
    from chalicelib.adapters.clock import SystemClock
    from chalicelib.adapters.memory import MemoryStore
    from chalicelib.adapters.secrets import Secrets
    from chalicelib.adapters.vault import Vault
    from chalicelib.steps.open_days import OpenDays

    secrets = Secrets(peppers={"1": b"p"}, session_key=b"s", twilio_tokens=("t",))
    key: Any = OneKey()
    store, clock = MemoryStore(), SystemClock()
    vault = Vault(key, lambda: key, lambda: secrets, "key")
    return {
        "store": store,
        "clock": clock,
        "vault": vault,
        "open_days": OpenDays(store, clock, 600, 601),
    }


def main(_: str, result: str) -> None:
    """Signs, and leaves the row in the file `result`."""
    from chalicelib import entry, wiring
    from chalicelib.steps.launch_day import launch_day
    from chalicelib.web.signing import sign_on_web

    require(entry is not None, "garbage is collected as in a Lambda")
    known = ports() | {"settings": wiring.settings()}
    launch_day(ground.a_plan(), store=known["store"], clock=known["clock"])
    blocks = []
    with wiring.instead(**known):
        for start in range(0, SIGNATURES, BLOCK):
            began = process_time()
            for n in range(start, start + BLOCK):
                form = {"email": f"p{n}@example.org", "country": "GB"}
                wiring.call(sign_on_web, DAY, form, address_of(n))
            blocks.append(process_time() - began)
        now = known["clock"].now()
        counted = known["store"].totals(DAY, now).of("sign.signed")
    require(counted == SIGNATURES, f"{counted} are counted")
    first, last = blocks[1 : LOOKED_AT + 1], blocks[-LOOKED_AT:]
    growth = statistics.median(last) / statistics.median(first)
    sys.stderr.write(f"growth: {first[0] * 1e3:.0f} µs, {last[-1] * 1e3:.0f} µs a signature\n")
    row = Row(name="signature_growth", value=growth, unit="times", limit=1.1)
    Path(result).write_text(json.dumps([row.as_json()]))


if __name__ == "__main__":
    main(*sys.argv[1:])
