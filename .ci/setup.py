"""Install what requirements.lock names into a virtual environment, and the project on top.

    python3.11 .ci/setup.py .venv

Standard library only, since nothing else is there yet. Shows how far it is; when it fails, says why
and what to do.
"""

import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LOCK = PROJECT / "requirements.lock"
NEEDED = 2.5e9  # bytes: a filled environment takes 1.5 GB, the downloads come on top
CAUSES = [  # the first that fits pip's output wins
    (
        r"No space left on device|Errno 28",
        "the disk is full: free about 3 GB and run the command again",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "a package is not the one that was locked: the index or a proxy serves another file. "
        "Nothing of it was installed. Try another index, or see `make lock`",
    ),
    (
        r"Temporary failure in name resolution|NewConnectionError|Connection refused|timed out|"
        r"ProxyError|SSLError|CERTIFICATE",
        "the package index cannot be reached: check the network, the proxy and the certificates, "
        "and run the command again",
    ),
    (
        r"from versions: none",
        "the package index cannot be reached or does not know this package: "
        "check the network and which index pip uses (pip config list), and run the command again",
    ),
    (
        r"No matching distribution found",
        "the package index lacks a package for this Python: use Python 3.11, 3.12 or 3.13 "
        "(make PYTHON=/path/to/python3.11), and check which index pip uses (pip config list)",
    ),
    (
        r"Failed building wheel|subprocess-exited-with-error|Failed to build",
        "a package has no ready-made file for this Python or machine: "
        "use Python 3.11, 3.12 or 3.13 (make PYTHON=/path/to/python3.11)",
    ),
    (
        r"Permission denied|Read-only file system",
        "this folder cannot be written to: move the project to one of your own",
    ),
]


def cause(output: str) -> str:
    """What pip's output says went wrong, in words that say what to do."""
    return next(
        (advice for pattern, advice in CAUSES if re.search(pattern, output)),
        "see the last lines above",
    )


def stop(what: str, why: str) -> None:
    """End with what failed and why."""
    sys.exit(f"\nsetup: {what} failed: {why}")


def run_pip(what: str, python: Path, arguments: list[str], count: int = 0) -> None:
    """Run `pip install`; with `count`, show which package of how many it is at."""
    command = [
        str(python),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        *arguments,
    ]
    output, seen, terminal = [], 0, sys.stdout.isatty()
    with subprocess.Popen(
        command,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout:
            output.append(line)
            if count and line.startswith(
                ("Collecting ", "Processing ")
            ):  # from an index, from a folder
                seen += 1
                name = re.split(r"[=<>;\[ -]", line.split()[1].rpartition("/")[2])[0]
                if terminal:
                    print(f"\r      {seen:3} of about {count}: {name:40}", end="", flush=True)
                elif seen % 25 == 0:
                    print(f"      {seen:3} of about {count}", flush=True)
            elif count and line.startswith("Installing collected"):
                print(
                    ("\r" if terminal else "") + "      unpacking, a minute or two" + 30 * " ",
                    flush=True,
                )
    if process.returncode:
        print("".join(output[-15:]))
        stop(what, cause("".join(output)))


def main() -> None:
    """Environment, packages, project; each step is named before it is done."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".venv")
    if sys.version_info < (3, 11):  # noqa: UP036  (whatever Python a user has runs this file)
        stop("looking for Python", f"3.11 or newer is needed, this is {sys.version.split()[0]}")
    python = (
        PROJECT / folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    ).absolute()
    if not python.exists() and shutil.disk_usage(PROJECT).free < NEEDED:
        stop(
            "looking for room", f"about {NEEDED / 1e9:.1f} GB must be free on the disk of {PROJECT}"
        )
    print(f"[1/3] environment {folder} with Python {sys.version.split()[0]}", flush=True)
    if not python.exists():
        try:
            venv.create(PROJECT / folder, with_pip=True, symlinks=sys.platform != "win32")
        except (OSError, subprocess.CalledProcessError) as error:
            shutil.rmtree(PROJECT / folder, ignore_errors=True)
            stop(
                "making the environment", f"{error}. On Debian and Ubuntu: apt install python3-venv"
            )
    packages = len(re.findall(r"^\w\S*==", LOCK.read_text(encoding="utf-8"), re.M))
    print(f"[2/3] packages of {LOCK.name}, each checked against its hash", flush=True)
    run_pip("installing packages", python, ["--require-hashes", "-r", LOCK.name], packages)
    print("[3/3] the project itself", flush=True)
    run_pip("installing the project", python, ["--no-deps", "--no-build-isolation", "-e", "."])


if __name__ == "__main__":
    main()
