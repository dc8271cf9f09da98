"""Tracing: only what X-Ray samples, and never what is in it."""

import subprocess
import sys

import pytest

from chalicelib.adapters.tracing import HEADER, traced

ROOT = "Root=1-5f84c7a7-0123456789abcdef01234567;Parent=0123456789abcdef;"


@pytest.mark.parametrize("header", ["", f"{ROOT}Sampled=0", f"{ROOT}Sampled=1"])
def test_a_request_is_answered_the_same_traced_or_not(
    monkeypatch: pytest.MonkeyPatch, header: str
) -> None:
    """The answer passes through, and so does an exception."""
    monkeypatch.setenv(HEADER, header)
    assert traced(lambda: "answer", "tocsin") == "answer"
    with pytest.raises(ZeroDivisionError):
        traced(lambda: 1 / 0, "tocsin")


def test_a_request_that_is_not_sampled_loads_no_sdk() -> None:
    """Every other cold start would pay for it."""
    asked = "import sys; from chalicelib.adapters.tracing import traced; traced(int, 'tocsin')"
    check = f"{asked}; sys.exit('aws_xray_sdk' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
