"""Every notebook in a real JupyterLab in headless Chromium: run, counted, photographed; the review
panel used like a person.

    python tests/browser/run_lab.py out/browser [--only 07_review] [--case shipped] [--theme dark]

Each on the shipped case and the invented crisis, in the light and the dark theme, and on one that
attacks. Works on a copy of the project, so that nothing a browser does reaches it. Exit code 1 when
a cell fails or was not run, something is not as it should be seen, or the panel does not write what
was entered.
Needs Playwright (`make browser` installs it) and Chromium; where they cannot be had, the last line
printed says SKIPPED.
"""

import argparse
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT))

from tests.browser import hostile  # noqa: E402
from tests.browser.panel import CARD, wait, walk  # noqa: E402

# what would otherwise pop up over the page, or keep cells off it until they are scrolled to
SETTINGS = {
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"},
}
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
READY = """() => { const w = window.jupyterapp?.shell?.currentWidget;
    return w?.sessionContext?.isReady && w.context?.isReady
        && w.sessionContext.session?.kernel?.connectionStatus === 'connected'
        && w.content.model.cells.length > 0; }"""
CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets.filter(
    c => c.model.type === 'code' && c.model.sharedModel.getSource().trim()).map(c => ({
        count: c.model.executionCount, state: c.model.sharedModel.executionState ?? '',
        errors: c.model.outputs.toJSON().filter(o => o.output_type === 'error')
            .map(o => o.ename + ': ' + o.evalue)}))"""
KERNEL = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status"
SHUT = "() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()"
RESTART = """() => { const w = window.jupyterapp.shell.currentWidget;
    w.content.widgets.forEach(c => c.model.type === 'code' && c.model.clearExecution());
    return w.sessionContext.restartKernel(); }"""
IDLE = """() => { const k = window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel;
    return k?.status === 'idle' && k.connectionStatus === 'connected'; }"""
UNSEEN = """() => [...document.querySelectorAll('.jp-OutputArea img')]
    .filter(i => !i.alt || !i.complete || !i.naturalWidth)
    .map(i => 'a picture that is not shown or has no alt text')"""
UNLOADED = """() => [...document.querySelectorAll('.jp-OutputArea-output')]
    .filter(o => /(Error displaying|Loading) widget/.test(o.innerText))
    .map(o => 'a widget that is not shown')"""
STRANGE = """() => [
    ...(window.ran ? ['what an article or a register holds has run: ' + window.ran] : []),
    ...[...document.querySelectorAll('.jp-OutputArea-output :is(mjx-container, .MathJax, .katex)')]
        .map(m => 'money is set as mathematics: ' + m.textContent.slice(0, 40)),
    ...[...document.querySelectorAll('.jp-OutputArea-output')]
        .filter(o => o.dataset.mimeType === 'application/vnd.jupyter.stderr')
        .map(o => 'a warning: ' + o.innerText.slice(0, 90)),
    ...[...document.querySelectorAll('.jp-OutputArea-output, .jp-MarkdownOutput')]
        .filter(o => o.innerText.trim() && o.scrollWidth > o.clientWidth + 4)
        .map(o => 'scrolls sideways: ' + o.innerText.trim().slice(0, 60))]"""
WORDS = """() => [...document.querySelectorAll('.jp-OutputArea-output')]
    .map(o => o.textContent).join(' ')"""
SHOWS_MONEY = ("01_intake", "03_hedging", "04_sources", "06_claims", "07_review")
# the case that attacks looks the same in both themes
CASES = {"shipped": "seeds", "invented": "benchmarks/crisis", "hostile": "hostile"}
PAGE = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer"


def chromium() -> str | None:
    """Where Chromium is, installed from Debian's packages first if it is missing and may be."""
    names = ("chromium", "chromium-browser", "google-chrome")
    if not any(map(shutil.which, names)) and shutil.which("apt-get") and os.geteuid() == 0:
        print("browser: installing Debian's chromium", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in ("update", "install -y --no-install-recommends chromium"):
            try:
                apt = ["apt-get", "-qq", *step.split()]
                subprocess.run(apt, env=quiet, stdout=subprocess.DEVNULL, timeout=300)
            except subprocess.TimeoutExpired:
                break  # no network: the caller says SKIPPED
    return next(filter(None, map(shutil.which, names)), None)


def home_of_copy(folder: Path) -> Path:
    """A copy of what notebooks read, and the case that attacks with its notebooks already run."""
    for name in ("seeds", "notebooks", "figures", "benchmarks"):
        shutil.copytree(PROJECT / name, folder / name)
    shutil.copytree(PROJECT / "tests" / "cases", folder / "tests" / "cases")
    shutil.copy(PROJECT / "tests" / "known_failures.json", folder / "tests")
    return folder


def attacking(home: Path, only: list[str] | None) -> None:
    """Its notebooks are executed outside of JupyterLab, which then does not trust them."""
    case = hostile.make(home / "hostile")
    environment = {**os.environ, "SOURCES_SAY_HOME": str(home), "SOURCES_SAY_CASE": str(case)}
    run = [sys.executable, str(PROJECT / ".ci" / "notebooks.py")]
    notebooks = sorted((home / "notebooks").glob("*.ipynb"))
    wanted = [str(path) for path in notebooks if only is None or path.stem in only]
    subprocess.run([*run, *wanted], env=environment, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def server(home: Path, case: str, dark: bool):
    """JupyterLab on a free port of this machine, in a copy of the project.

    Yields its address, its token, and what starts the server anew.
    """
    theme = {"theme": "JupyterLab Dark" if dark else "JupyterLab Light"}
    themes = "@jupyterlab/apputils-extension/themes.jupyterlab-settings"
    for name, values in {**SETTINGS, themes: theme}.items():
        path = home / "settings" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    environment = {
        **os.environ,
        "SOURCES_SAY_HOME": str(home),
        # without it 09 reads the invented crisis, as in `make`
        "SOURCES_SAY_CASE": "" if case == "shipped" else str(home / CASES[case]),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
    }
    command = [
        *(sys.executable, "-m", "jupyter", "lab", "--no-browser", f"--port={port}"),
        "--ServerApp.ip=127.0.0.1",
        f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={home}",
        "--LabApp.expose_app_in_browser=True",
        f"--LabApp.user_settings_dir={home / 'settings'}",
        f"--LabApp.workspaces_dir={home / 'workspaces'}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        *(["--allow-root"] if os.geteuid() == 0 else []),
    ]
    running: list[subprocess.Popen] = []

    def stop() -> None:
        running[0].terminate()
        running.pop().wait(30)

    def start() -> None:
        """A server, instead of the one that runs."""
        if running:
            stop()
        with (home / "lab.log").open("a") as log:
            given = {"env": environment, "cwd": home, "stdout": log, "stderr": subprocess.STDOUT}
            running.append(subprocess.Popen(command, **given))
        up = f"http://127.0.0.1:{port}/api?token={token}"
        wait(lambda: answers(up), 120, f"JupyterLab does not start, see {home}/lab.log")

    try:
        start()
        yield f"http://127.0.0.1:{port}", token, start
    finally:
        stop()


def answers(url: str) -> bool:
    try:
        return urllib.request.urlopen(url, timeout=5).status == 200
    except OSError:
        return False


def run_notebook(page, address: str, token: str, path: str, pictures: Path) -> list[str]:
    """Open, look at it untrusted as a newcomer does, run all, check every count, take pictures.

    Returns complaints.
    """
    name = Path(path).name
    opened(page, address, token, path)
    found = page.evaluate(UNSEEN) + page.evaluate(STRANGE) + unwritten(page, path)
    complaints = [f"before running: {what}" for what in found] + run_all(page)
    for script in (UNSEEN, UNLOADED, STRANGE):
        complaints += page.evaluate(script)
    photograph(page, pictures, name)
    return complaints + unwritten(page, path)


def opened(page, address: str, token: str, path: str) -> None:
    """The notebook in JupyterLab, with a kernel that listens."""
    page.goto(f"{address}/lab/tree/{path}.ipynb?reset&token={token}")
    page.wait_for_function(READY, timeout=180_000)
    page.wait_for_timeout(1500)


def run_all(page) -> list[str]:
    """Run every cell and wait for the last; what failed or was not run."""
    page.evaluate("() => window.jupyterapp.commands.execute('runmenu:run-all')")
    total = len(page.evaluate(CELLS))
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        cells = page.evaluate(CELLS)
        if any(cell["errors"] for cell in cells) or (
            [c["count"] for c in cells] == list(range(1, total + 1))
            and page.evaluate(KERNEL) == "idle"
        ):
            break
        page.wait_for_timeout(500)
    cells = page.evaluate(CELLS)
    counts = [cell["count"] for cell in cells]
    sound = total and counts == list(range(1, total + 1))
    page.wait_for_timeout(1500)
    return [f"execution counts {counts}"] * (not sound) + [e for c in cells for e in c["errors"]]


def kept(page, address: str, token: str, path: str, start) -> list[str]:
    """A half-written reason outlives the kernel, JupyterLab opened anew, and its whole server."""
    half = "Half a reason, “quoted”, not saved."
    opened(page, address, token, path)  # without what was typed into its filters

    def again(script: str) -> list[str]:
        if script:
            page.evaluate(script)
        else:
            start()
        if script != RESTART:
            opened(page, address, token, path)
        page.wait_for_function(IDLE, timeout=60_000)
        return run_all(page)

    complaints = again(RESTART)
    field = page.locator(".ss-reason textarea").first
    field.fill("")
    field.focus()
    page.keyboard.type(half)
    page.wait_for_timeout(1000)
    on_show = page.locator(CARD).first.get_attribute("aria-label")
    ways = {"kernel is restarted": RESTART, "notebook is opened anew": SHUT, "server restarts": ""}
    for how, script in ways.items():
        complaints += again(script)
        card = page.locator(CARD).first.get_attribute("aria-label")
        reason = page.locator(".ss-reason textarea").first.input_value()
        if (card, reason) != (on_show, half):
            complaints.append(f"after the {how} the panel shows {card} with the reason {reason!r}")
    return complaints


def unwritten(page, path: str) -> list[str]:
    """Sums of money that do not read as they were written."""
    folder, _, name = path.partition("/notebooks/")
    shown = page.evaluate(WORDS) if folder == CASES["hostile"] and name in SHOWS_MONEY else ""
    return [f"{sum_} is not shown" for sum_ in hostile.MONEY if shown and sum_ not in shown]


def photograph(page, folder: Path, name: str) -> None:
    """The whole notebook, one window height after the other."""
    height = page.evaluate(
        """name => { const s = document.querySelector(name);
        s.scrollTop = 0; return [s.scrollHeight, s.clientHeight]; }""",
        PAGE,
    )
    for n in range(max(1, -(-height[0] // (height[1] - 60)))):
        page.evaluate(
            "([name, y]) => document.querySelector(name).scrollTop = y",
            [PAGE, n * (height[1] - 60)],
        )
        page.wait_for_timeout(150)
        page.screenshot(path=folder / f"{name}-{n + 1:02}.png")


def one_run(playwright, binary: str, home: Path, run: tuple[str, bool], options) -> list[str]:
    """All notebooks of one case in one theme; the notebooks that failed."""
    case, dark = run
    label = f"{case} {'dark' if dark else 'light'}"
    pictures = options.out.resolve() / label.replace(" ", "-")
    pictures.mkdir(parents=True, exist_ok=True)
    folder = "hostile/notebooks" if case == "hostile" else "notebooks"
    names = options.only or sorted(path.stem for path in (PROJECT / "notebooks").glob("*.ipynb"))
    failed, began = [], time.monotonic()
    with server(home, case, dark) as (address, token, start):
        browser = playwright.chromium.launch(executable_path=binary, args=CHROMIUM)
        for name in names:
            for again in (True, False):  # a page that was too slow is opened once more
                page = browser.new_page(viewport={"width": 1400, "height": 1300})
                try:
                    complaints = run_notebook(page, address, token, f"{folder}/{name}", pictures)
                    if name == "07_review" and run == ("shipped", False) and not complaints:
                        complaints += walk(page, home / CASES[case] / "register", pictures)
                        complaints += kept(page, address, token, f"{folder}/{name}", start)
                    again = False
                except Exception as error:  # a time-out fails this notebook and not the rest
                    page.screenshot(path=pictures / f"{name}-failed.png")
                    complaints = [f"{type(error).__name__}: {str(error).splitlines()[0]}"]
                    again = again and "Timeout" in complaints[0] and name != "07_review"
                page.evaluate(
                    "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.shutdown?.()"
                )
                page.close()
                if not again:
                    break
                print(f"{label} {name}: once more ({complaints[0]})", flush=True)
            said = "; ".join(dict.fromkeys(complaints)) or "ok"
            print(f"{label} {name}: {said}", flush=True)
            failed += [f"{label} {name}"] * bool(complaints)
        browser.close()
    print(f"{label}: {time.monotonic() - began:.0f} s", flush=True)
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", nargs="*", default=None, metavar="NOTEBOOK")
    parser.add_argument("--case", nargs="*", choices=CASES, default=[*CASES])
    parser.add_argument("--theme", nargs="*", choices=("light", "dark"), default=["light", "dark"])
    options = parser.parse_args()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("browser: SKIPPED, Playwright could not be installed: run make browser again")
        return 0
    binary = chromium()
    if not binary:
        print("browser: SKIPPED, no Chromium found: apt install chromium, and run again")
        return 0
    runs = [(case, theme == "dark") for case in options.case for theme in options.theme]
    runs = [run for run in runs if run != ("hostile", True)]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = home_of_copy(Path(folder))
        if "hostile" in options.case:
            attacking(home, options.only)
        failed = [name for run in runs for name in one_run(playwright, binary, home, run, options)]
    print(f"pictures in {options.out}")
    print(f"{len(failed)} failed: {'; '.join(failed)}" if failed else "all passed")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
