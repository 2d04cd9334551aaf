"""The set-up script: what it says when something fails."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent.parent / ".ci" / "setup.py"
spec = importlib.util.spec_from_file_location("project_setup", SCRIPT)
setup = importlib.util.module_from_spec(spec)
spec.loader.exec_module(setup)


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        (
            "ERROR: Could not install packages: OSError: [Errno 28] No space left on device",
            "the disk is full",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "not the one that was locked",
        ),
        (
            "WARNING: NewConnectionError('Failed')\nERROR: No matching distribution found for x",
            "cannot be reached",
        ),
        (
            "ERROR: Could not find x (from versions: none)\nERROR: No matching distribution found",
            "does not know this package",
        ),
        (
            "ERROR: no x (from versions: 1.0, 1.1)\nERROR: No matching distribution found",
            "lacks a package for this Python",
        ),
        ("error: subprocess-exited-with-error", "use Python 3.11, 3.12 or 3.13"),
        ("ERROR: [Errno 13] Permission denied: '/usr'", "cannot be written to"),
        ("something never seen", "last lines"),
    ],
)
def test_a_failure_of_pip_is_explained(output, advice):
    """In words that say what to do."""
    assert advice in setup.cause(output)


def test_no_index_is_said_plainly(tmp_path):
    """Run for real against an index that is not there: exit code, reason, no traceback."""
    project = tmp_path / "project"
    (project / ".ci").mkdir(parents=True)
    (project / ".ci" / "setup.py").write_bytes(SCRIPT.read_bytes())
    (project / "requirements.lock").write_text(
        f"a-package-of-no-index==1.0 --hash=sha256:{'0' * 64}\n"
    )
    bin_folder = project / ".venv" / "bin"
    bin_folder.mkdir(parents=True)
    (bin_folder / "python").symlink_to(sys.executable)
    environment = {
        "PATH": "/usr/bin:/bin",
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_RETRIES": "0",
        "PIP_CONFIG_FILE": "/dev/null",
        "PIP_NO_CACHE_DIR": "1",
    }
    done = subprocess.run(
        [sys.executable, str(project / ".ci" / "setup.py"), ".venv"],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert (
        done.returncode == 1
        and "cannot be reached" in done.stderr
        and "Traceback" not in done.stderr + done.stdout
    )


def test_no_new_enough_python_is_said_plainly(tmp_path):
    """make on a machine without Python 3.11 names what is missing and how to say where it is."""
    done = subprocess.run(
        ["make", "-C", str(SCRIPT.parent.parent), "setup", "PYTHON=", f"VENV={tmp_path / 'none'}"],
        capture_output=True,
        text=True,
    )
    assert done.returncode and "no Python 3.11 or newer found" in done.stderr


def test_an_environment_that_is_there_is_not_set_up_again(tmp_path):
    """The stamp carries the lock's checksum: unchanged, nothing is done."""
    project = SCRIPT.parent.parent
    stamp = subprocess.run(
        [
            "make",
            "-s",
            "-C",
            str(project),
            "-f",
            "Makefile",
            "--eval",
            "stamp: ; @echo $(notdir $(STAMP))",
            "stamp",
        ],
        capture_output=True,
        text=True,
    ).stdout.strip()
    (tmp_path / stamp).touch()
    again = subprocess.run(
        ["make", "-s", "-C", str(project), "-n", "setup", f"VENV={tmp_path}"],
        capture_output=True,
        text=True,
    )
    assert again.returncode == 0 and "setup.py" not in again.stdout
    (tmp_path / stamp).unlink()
    first = subprocess.run(
        ["make", "-s", "-C", str(project), "-n", "setup", f"VENV={tmp_path}"],
        capture_output=True,
        text=True,
    )
    assert "setup.py" in first.stdout
