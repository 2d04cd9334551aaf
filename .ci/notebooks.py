"""Execute notebooks in order, each in a fresh kernel, and save the same bytes on every run.

python .ci/notebooks.py notebooks/0*.ipynb     (make does it)

With SOURCES_SAY_CASE the results lie in `notebooks/` of that case. Every notebook is tried; the
exit code is 1 and the last line names them when some failed. None is run on a case that cannot be
read.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

WIDGET = "application/vnd.jupyter.widget-view+json"


def execute(path: Path, timeout: int = 600, allow_errors: bool = False) -> NotebookNode:
    """The notebook as a fresh kernel leaves it, run from top to bottom; no file is changed.

    It runs in its own folder. Raises nbclient's CellExecutionError with the traceback, unless
    errors are allowed.
    """
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
        allow_errors=allow_errors,
    )
    return settle(client.execute(env=dict(os.environ)))


def settle(notebook: NotebookNode) -> NotebookNode:
    """Take out, in place, what tells one run or one machine and nothing about the finding.

    A widget's number leads nowhere without its kernel: its text stays. The kernel writes its own
    version.
    """
    notebook.metadata.get("language_info", {}).pop("version", None)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
    return notebook


def of_case() -> Path | None:
    """Where the notebooks of SOURCES_SAY_CASE go; kernels run elsewhere and get its full path."""
    if not os.environ.get("SOURCES_SAY_CASE"):
        return None
    case = Path(os.environ["SOURCES_SAY_CASE"]).expanduser().resolve()
    if not case.is_dir():
        sys.exit(f"{case}: no such folder; begin a case with: sources-say new-case {case}")
    os.environ["SOURCES_SAY_CASE"] = str(case)
    return case / "notebooks"


def sound() -> bool:
    """Can the case be read? Every bad cell is named, once and not in each notebook."""
    check = [sys.executable, "-m", "analysis", "check"]
    folder = os.environ.get("SOURCES_SAY_CASE")
    home = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [*check, *filter(None, [folder])], cwd=home, stdout=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        print("No notebook was run: mend what is named above, then make again", file=sys.stderr)
    return not done.returncode


def main() -> int:
    """Run the notebooks that are named; 1 when some failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("--to", type=Path, help="folder for the results (default: in place)")
    parser.add_argument("--timeout", type=int, default=600, help="seconds for one cell")
    options = parser.parse_args()
    folder, failed = of_case() or options.to, []
    if not sound():
        return 1
    for n, path in enumerate(options.notebooks, 1):
        print(f"[{n}/{len(options.notebooks)}] {path}", flush=True)
        target = (folder or path.parent) / path.name
        try:
            done = execute(path, options.timeout)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            print(error, file=sys.stderr)
            failed.append(str(path))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(done, target)
    if failed:
        print(f"These notebooks failed: {' '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
