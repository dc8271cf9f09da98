"""`python -m infra.lint build/dev`: the linters over a packaged stage; exit 1 when one complains.

cfn-lint does not follow a `DefinitionUri`, so each definition is also shown to it as a plain
state machine. asl-validator is an npm package, and checkov has an environment of its own: where
one is not installed, that is said.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from infra.scan import checkov, scan

ROOT = Path(__file__).parent.parent
ASL_VALIDATOR = ROOT / ".tools" / "node_modules" / ".bin" / "asl-validator"
LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:"


def lint(build: Path) -> list[str]:
    """What the linters found in the template and the definitions; empty when nothing."""
    definitions = sorted(build.glob("*.asl.json"))
    with tempfile.TemporaryDirectory() as work:
        wrapped = Path(work) / "workflows.json"
        wrapped.write_text(json.dumps(_as_template(definitions)))
        found = _run(["cfn-lint", "--format", "parseable", str(build / "sam.json"), str(wrapped)])
    if validator := asl_validator():
        paths = [part for path in definitions for part in ("--json-path", str(path))]
        found += _run([validator, *paths])
    return found


def asl_validator() -> str | None:
    """The validator's command, when it is installed."""
    return str(ASL_VALIDATOR) if ASL_VALIDATOR.exists() else shutil.which("asl-validator")


def _as_template(definitions: list[Path]) -> dict[str, Any]:
    return {
        "Resources": {
            path.name.partition(".")[0].title().replace("_", ""): _state_machine(path)
            for path in definitions
        }
    }


def _state_machine(path: Path) -> dict[str, Any]:
    substituted = re.sub(r"\$\{(\w+)Arn\}", LAMBDA + r"\1", path.read_text())
    properties = {
        "RoleArn": "arn:aws:iam::123456789012:role/workflows",
        "Definition": json.loads(substituted),
    }
    return {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}


def _run(command: list[str]) -> list[str]:
    beside = Path(sys.executable).parent / command[0]
    program = str(beside) if beside.exists() else command[0]
    done = subprocess.run([program, *command[1:]], capture_output=True, text=True)
    if done.returncode == 0:
        return []
    return (done.stdout + done.stderr).splitlines() or [f"{command[0]} failed"]


def main() -> None:
    """The command line."""
    build = Path(sys.argv[1])
    found = lint(build)
    if command := checkov():
        found += scan(build, command).splitlines()
    else:
        sys.stdout.write("checkov is not installed: `make checkov` installs it\n")
    if asl_validator() is None:
        sys.stdout.write("asl-validator is not installed: `make tools` installs it (needs npm)\n")
    sys.stdout.write("".join(f"{line}\n" for line in found) or "the linters found nothing\n")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
