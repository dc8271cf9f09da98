"""The zip holds all that the Lambdas need and nothing else."""

import ast
import json
import re
import sys
import zipfile
from pathlib import Path

import pytest

from infra.dependencies import WrongWheelError, refuse_local_wheels
from infra.lint import lint
from infra.package import LargeZipError, package, refuse_large, sizes
from infra.scan import checkov, scan
from infra.unneeded import LAMBDA_BRINGS, leave_out
from tests.deployable.layers import imports

ROOT = Path(__file__).parents[2]
BESIDE = {"app", "chalice", "chalicelib", "vendor"}
IMPORT_NAMES = {
    "aws-lambda-powertools": "aws_lambda_powertools",
    "fpdf2": "fpdf",
    "phonenumberslite": "phonenumbers",
    "pydantic-core": "pydantic_core",
    "ruamel-yaml": "ruamel",
}
"""Where the name to import is not the name to install."""


def names(build: Path) -> list[str]:
    """What is in the build's zip."""
    with zipfile.ZipFile(build / "deployment.zip") as made:
        return made.namelist()


def locked(path: Path) -> dict[str, str]:
    """Name to version of each package of a lock file."""
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", path.read_text(), re.MULTILINE))


def test_the_thin_zip_is_the_code_alone(local_build: Path) -> None:
    """App, chalicelib and Chalice's runtime: nothing of cli, infra, local, plans or tests."""
    assert {name.split("/")[0] for name in names(local_build)} == {
        "app.py",
        "chalice",
        "chalicelib",
    }


def test_the_compiled_texts_are_in_the_zip(local_build: Path) -> None:
    """Every catalogue, and not its source: a catalogue that is not compiled says nothing."""
    catalogues = sorted((ROOT / "chalicelib" / "locales").rglob("*.po"))
    compiled = {p.relative_to(ROOT).with_suffix(".mo").as_posix() for p in catalogues}
    packed = {name for name in names(local_build) if "/locales/" in name}
    assert compiled <= packed
    assert not [name for name in packed if name.endswith(".po")]


def test_the_same_code_is_the_same_zip(local_build: Path, tmp_path: Path) -> None:
    """Or every deploy would renew every function."""
    again = package("local", tmp_path / "build")
    first = (local_build / "deployment.zip").read_bytes()
    assert (again / "deployment.zip").read_bytes() == first


def test_nothing_in_a_lambda_needs_another_folder() -> None:
    """Every import of the packed code is of the code, the lock file, or Lambda's own Python."""
    libraries = {IMPORT_NAMES.get(n, n) for n in locked(ROOT / "requirements.txt")}
    found = BESIDE | set(LAMBDA_BRINGS) | libraries | set(sys.stdlib_module_names)
    missing = {
        f"{path.relative_to(ROOT)}:{i.line} {i.module}"
        for path in (ROOT / "app.py", *(ROOT / "chalicelib").rglob("*.py"))
        for i in imports(ast.parse(path.read_text()))
        if not i.typing and i.module.split(".")[0] not in found
    }
    assert missing == set()


def test_the_runtime_is_the_interpreter_that_packages(aws_build: Path) -> None:
    """Wheels are chosen for it, and the tests ran on it."""
    resources = json.loads((aws_build / "sam.json").read_text())["Resources"].values()
    functions = [r["Properties"] for r in resources if r["Type"] == "AWS::Serverless::Function"]
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    assert {f["Runtime"] for f in functions} == {version}


def test_a_wheel_of_this_machine_is_refused(tmp_path: Path) -> None:
    """Built here, for a glibc that Lambda may not have."""
    for name, tag in (
        ("good", "cp311-cp311-manylinux2014_x86_64"),
        ("bad", "cp311-cp311-linux_x86_64"),
    ):
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "WHEEL").write_text(f"Wheel-Version: 1.0\nTag: {tag}\n")
    with pytest.raises(WrongWheelError, match=r"bad-1\.0"):
        refuse_local_wheels(tmp_path)


def test_the_development_environment_has_the_lambdas_versions() -> None:
    """What is tested is what runs; `phonenumbers` stands for its light edition."""
    lambdas = locked(ROOT / "requirements.txt")
    ours = locked(ROOT / "requirements" / "dev.txt")
    ours["phonenumberslite"] = ours["phonenumbers"]
    assert {name: ours.get(name) for name in lambdas} == lambdas


@pytest.mark.parametrize(
    "lock",
    [
        "requirements.txt",
        "requirements/dev.txt",
        "requirements/checkov.txt",
        "local/requirements.txt",
    ],
)
def test_a_lock_file_names_no_machine(lock: str) -> None:
    """No index, no folder, no option: it installs from wherever the reader installs from."""
    lines = (ROOT / lock).read_text().splitlines()
    assert not [line for line in lines if re.search(r"://|^-|(^|\s)/", line)]
    assert all("--hash=sha256:" in line for line in lines if line.startswith("    --"))


@pytest.mark.parametrize("build", ["local_build", "aws_build"])
def test_the_linters_find_nothing(build: str, request: pytest.FixtureRequest) -> None:
    """Cfn-lint over the template and the definitions; asl-validator where it is installed."""
    assert lint(request.getfixturevalue(build)) == []


def test_the_scanner_finds_nothing(aws_build: Path) -> None:
    """Nothing but what `infra/checkov.yaml` leaves out, each with its reason."""
    command = checkov()
    if command is None:
        pytest.skip("checkov is not installed: `make checkov` installs it")
    assert scan(aws_build, command) == ""


def test_a_zip_that_grew_too_large_is_refused(tmp_path: Path) -> None:
    """`make package` fails; the ten largest parts are printed before."""
    path = tmp_path / "deployment.zip"
    with zipfile.ZipFile(path, "w") as made:
        for number in range(12):
            made.writestr(f"part{number}/module.py", "x" * 1000 * number)
    refuse_large(path, most=0.1)
    with pytest.raises(LargeZipError, match=r"0\.06 at most"):
        refuse_large(path, most=0.06)
    lines = sizes(path).splitlines()
    assert len(lines) == 11 and lines[1].endswith("part11")


def test_what_no_lambda_loads_is_left_out(tmp_path: Path) -> None:
    """And its neighbours stay."""
    stays = ["twilio/rest/__init__.py", "twilio/rest/api/v2010.py", "fontTools/misc/bezier.py"]
    goes = ["twilio/rest/video/v1.py", "fontTools/misc/bezier.so", "boto3/session.py"]
    goes += ["aiohttp/client.py", "twilio/http/async_http_client.py"]
    for name in stays + goes:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    leave_out(tmp_path)
    left = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert left == set(stays)
