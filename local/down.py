"""`python -m local.down`: stops what `make up` started; its state stays for the next time."""

import sys

from local import town
from local.stage import from_environment

if __name__ == "__main__":
    town.bring_down(from_environment(), lambda line: sys.stdout.write(f"{line}\n"))
