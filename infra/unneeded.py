"""What the installed libraries carry and our Lambdas never load: it stays out of the zip.

Each rule has its reason; that nothing else went with it is tried in `infra.complete`.
"""

import shutil
from pathlib import Path

LAMBDA_BRINGS = ("boto3", "botocore", "s3transfer")
"""30 MB that the lock file may name and the zip need not carry."""
ASYNC = ("aiohttp", "aiohttp_retry", "aiosignal", "aiohappyeyeballs", "attr", "attrs")
ASYNC_TOO = ("frozenlist", "multidict", "propcache", "yarl")
TWILIO_KEPT = ("api", "__pycache__")

RULES: dict[str, str] = {
    **{f"{name}*": "Lambda brings it" for name in LAMBDA_BRINGS},
    **dict.fromkeys((*ASYNC, *ASYNC_TOO), "only Twilio's asynchronous client loads it"),
    **{f"{name}-*": "its package is left out" for name in (*ASYNC, *ASYNC_TOO)},
    "twilio/http/async_http_client.py": "we send with the synchronous client",
    "fontTools/**/*.so": "compiled twins of modules that are there in Python too",
    "fontTools/**/*.c": "the source of the compiled twins",
    "PIL/_avif*": "no picture of ours is AVIF, and Pillow does without",
    "pillow.libs/libavif-*": "no picture of ours is AVIF",
    "*/tests": "the libraries' own tests",
    "wrapt-stubs": "for type checkers",
    "share": "manual pages",
}
"""Pattern, relative to the folder of the libraries, to why what it matches is left out."""


def leave_out(folder: Path) -> None:
    """Removes from `folder` what no Lambda of ours loads."""
    for pattern in RULES:
        for path in sorted(folder.glob(pattern)):
            _remove(path)
    for path in sorted((folder / "twilio" / "rest").glob("*/")):
        if path.name not in TWILIO_KEPT:  # we only create, fetch and list messages
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
