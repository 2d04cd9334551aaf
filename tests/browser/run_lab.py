"""Every notebook in a real JupyterLab in headless Chromium: run, counted, photographed; the review
panel used like a person.

    python tests/browser/run_lab.py out/browser [--only 07_review] [--dark]

Works on a copy of seeds/ and notebooks/, so that nothing a browser does reaches the project. Exit
code 1 when a cell fails,
was not run, or the panel does not write what was entered. Needs Playwright (`make browser` installs
it) and Chromium.
"""

import argparse
import csv
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
UNSEEN = """() => [...document.querySelectorAll('.jp-OutputArea img')]
    .filter(i => !i.alt || !i.complete || !i.naturalWidth)
    .map(i => 'a picture that is not shown or has no alt text')"""
UNLOADED = """() => [...document.querySelectorAll('.jp-OutputArea-output')]
    .filter(o => /(Error displaying|Loading) widget/.test(o.innerText))
    .map(o => 'a widget that is not shown')"""
PAGE = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer"


def chromium() -> str | None:
    """Where Chromium is, installed from Debian's packages first if it is missing and may be."""
    names = ("chromium", "chromium-browser", "google-chrome")
    if not any(map(shutil.which, names)) and shutil.which("apt-get") and os.geteuid() == 0:
        print("browser: installing Debian's chromium", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in ("update", "install -y --no-install-recommends chromium"):
            subprocess.run(["apt-get", "-qq", *step.split()], env=quiet, stdout=subprocess.DEVNULL)
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def server(home: Path, dark: bool):
    """JupyterLab on a free port of this machine, in a copy of the project; yields its address."""
    for name in ("seeds", "notebooks", "figures", "benchmarks"):
        shutil.copytree(PROJECT / name, home / name)
    (home / "tests").mkdir()
    shutil.copy(PROJECT / "tests" / "known_failures.json", home / "tests")
    for name, values in {
        **SETTINGS,
        **(
            {
                "@jupyterlab/apputils-extension/themes.jupyterlab-settings": {
                    "theme": "JupyterLab Dark"
                }
            }
            if dark
            else {}
        ),
    }.items():
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
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
    }
    with (home / "lab.log").open("w") as log:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "jupyter",
                "lab",
                "--no-browser",
                f"--port={port}",
                "--ServerApp.ip=127.0.0.1",
                f"--IdentityProvider.token={token}",
                f"--ServerApp.root_dir={home}",
                "--LabApp.expose_app_in_browser=True",
                f"--LabApp.user_settings_dir={home / 'settings'}",
                f"--LabApp.workspaces_dir={home / 'workspaces'}",
                "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
                *(["--allow-root"] if os.geteuid() == 0 else []),
            ],
            env=environment,
            cwd=home,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        wait(
            lambda: answers(f"http://127.0.0.1:{port}/api?token={token}"),
            120,
            f"JupyterLab does not start, see {home}/lab.log",
        )
        yield f"http://127.0.0.1:{port}", token
    finally:
        process.terminate()
        process.wait(30)


def answers(url: str) -> bool:
    try:
        return urllib.request.urlopen(url, timeout=5).status == 200
    except OSError:
        return False


def wait(condition, seconds: float, complaint: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(complaint)
        time.sleep(0.5)


def run_notebook(page, address: str, token: str, name: str, pictures: Path) -> list[str]:
    """Open, look at it untrusted as a newcomer does, run all, check every count, take pictures.
    Returns complaints.
    """
    page.goto(f"{address}/lab/tree/notebooks/{name}.ipynb?reset&token={token}")
    page.wait_for_function(READY, timeout=180_000)
    page.wait_for_timeout(1500)
    complaints = [f"before running: {found}" for found in page.evaluate(UNSEEN)]
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
    if [cell["count"] for cell in cells] != list(range(1, total + 1)) or not total:
        complaints.append(f"execution counts {[cell['count'] for cell in cells]}")
    complaints += [error for cell in cells for error in cell["errors"]]
    page.wait_for_timeout(1500)
    complaints += page.evaluate(UNSEEN) + page.evaluate(UNLOADED)
    photograph(page, pictures, name)
    return complaints


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


# What Tab reaches first to last, links and folded texts apart; lists without a choice are away.
TAB_ORDER = (
    "name blind show order words article kind status source goto saying matter reason confidence "
    "likelihood reliability credibility used save next back undo finding-open wrong-open"
).split()
SHORTCUTS = ("d", "d", "x", "m", "r", "a", "b")  # of JupyterLab's cells: delete, cut, Markdown, …
FOCUSED = """() => { const e = document.activeElement, style = getComputedStyle(e);
    const home = e.closest('[class*="ss-"]');
    return { css: [...(home?.classList ?? [])].find(c => c.startsWith('ss-')) ?? '',
        named: !!(e.labels?.[0]?.innerText || e.ariaLabel || e.innerText || '').trim(),
        field: e.matches('input, select, textarea, button'),
        seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 1 }; }"""
NOTEBOOK = """() => window.jupyterapp.shell.currentWidget.content.widgets.map(
    c => c.model.type + ' ' + c.model.id)"""
CARD = ".ss-review .ss-card section"
MANY = 20  # claims decided with the keyboard alone


def review(page, home: Path, pictures: Path) -> list[str]:
    """The panel as somebody without a mouse uses it; what is decided must be on disk."""
    page.locator(".ss-review").first.scroll_into_view_if_needed()
    complaints = tabbed(page)
    try:
        complaints += decided(page, home, pictures)
    except Exception as error:
        page.screenshot(path=pictures / "07_review-failed.png")
        said = page.locator(".ss-message").first.inner_text()
        return [*complaints, f"{str(error).splitlines()[0]}; the panel says {said!r}"]
    return complaints + typed_everywhere(page)


def tabbed(page) -> list[str]:
    """Tab goes through every control in a sensible order, each named and seen when focused."""
    page.locator(".ss-name input").first.focus()
    page.keyboard.press("Shift+Tab")
    met, complaints = [], []
    for _ in range(90):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["field"] and at["css"]:
            met.append(at["css"].removeprefix("ss-"))
            complaints += [f"{met[-1]} has no name"] * (not at["named"])
            complaints += [f"{met[-1]} shows no focus"] * (not at["seen"])
        if met and met[-1] == TAB_ORDER[-1]:
            break
    found = [css for css in met if css != "used"]
    wanted = [css for css in TAB_ORDER if css != "used"]  # only where there are findings
    return complaints + [f"Tab goes through {' '.join(found)}"] * (found != wanted)


def decided(page, home: Path, pictures: Path) -> list[str]:
    """Twenty claims with the keyboard alone, one of them half, left, found again and undone."""
    decisions = home / "seeds" / "register" / "decisions.csv"

    def rows():
        return list(csv.DictReader(decisions.open(encoding="utf-8", newline="")))

    def until(condition, complaint):
        wait(lambda: page.wait_for_timeout(100) or condition(), 30, complaint)

    def on_show():
        return page.locator(CARD).first.get_attribute("aria-label")

    def go(key):
        before = on_show()
        page.keyboard.press(key)
        until(lambda: on_show() != before, f"{key} shows no other claim")
        until(lambda: page.evaluate(FOCUSED)["css"] == "ss-saying", f"{key} leaves the focus")

    before = len(rows())
    page.locator(".ss-name input").first.focus()
    page.keyboard.type("Browser Test")
    page.keyboard.press("Tab")
    until(lambda: "by Browser Test" in page.locator(".ss-progress").first.inner_text(), "no name")
    while page.evaluate(FOCUSED)["css"] != "ss-saying":
        page.keyboard.press("Tab")
    for n in range(1, MANY + 1):
        page.keyboard.type("f")  # faithful
        page.keyboard.press("Tab")
        page.keyboard.type("n")  # not assessed
        page.keyboard.press("Tab")
        page.keyboard.type(f"Claim {n}, by keyboard; =1+1, “quoted”, <b>bold</b>.")
        if n == 2:
            go("Alt+n")
            go("Alt+b")
            page.keyboard.press("Alt+r")
            until(lambda: page.evaluate(FOCUSED)["css"] == "ss-reason", "Alt+R does not go there")
            kept = page.locator(".ss-reason textarea").first.input_value()
            if not kept.startswith("Claim 2, by keyboard"):
                return [f"the half-written reason is {kept!r} after Next and Back"]
        page.keyboard.press("Control+Enter")
        until(lambda n=n: len(rows()) == before + n, f"claim {n} is not in decisions.csv")
        if n == 1:
            page.screenshot(path=pictures / "07_review-saved.png")
        if n < MANY:
            go("Alt+n")
    mine = rows()[before:]
    given = {(r["reviewer"], r["saying"], r["matter"]) for r in mine}
    complaints = [f"written is {given}"] * (given != {("Browser Test", "faithful", "not_assessed")})
    claims, reasons = len({r["claim_id"] for r in mine}), [r["reason"] for r in mine]
    complaints += [f"{claims} claims are decided"] * (claims != MANY)
    wanted = [f"Claim {n}, by keyboard; =1+1, “quoted”, <b>bold</b>." for n in range(1, MANY + 1)]
    complaints += [f"the reasons are {reasons}"] * (reasons != wanted)
    page.keyboard.press("Alt+u")
    until(lambda: len(rows()) == before + MANY + 1, "no line that withdraws the decision")
    page.screenshot(path=pictures / "07_review-panel.png")
    return complaints


def typed_everywhere(page) -> list[str]:
    """Shortcuts of JupyterLab typed in every control of the panel change no cell."""
    before, complaints = page.evaluate(NOTEBOOK), []
    for css in ("finding-open", "wrong-open"):
        page.locator(f"button.ss-{css}").first.click()
    fields = ".ss-review :is(input, select, textarea, button, summary)"
    for n in range(page.locator(fields).count()):
        field = page.locator(fields).nth(n)
        if not field.is_visible():
            continue
        field.focus()
        for key in SHORTCUTS:
            page.keyboard.press(key)
        page.wait_for_timeout(100)
        if page.evaluate(NOTEBOOK) != before:
            where = page.evaluate(FOCUSED)["css"]
            after = page.evaluate(NOTEBOOK)
            return [f"keys typed in control {n} ({where}): {len(before)} cells, now {len(after)}"]
    page.locator(".ss-progress p").first.click()  # a click on text leaves the focus in the panel
    for key in SHORTCUTS:
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    changed = page.evaluate(NOTEBOOK) != before
    return complaints + ["keys typed after a click on text changed the cells"] * changed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--dark", action="store_true")
    options = parser.parse_args()
    binary = chromium()
    if not binary:
        print("browser: SKIPPED, no Chromium found: apt install chromium, and run again")
        return 0
    from playwright.sync_api import sync_playwright

    pictures = options.out.resolve()
    pictures.mkdir(parents=True, exist_ok=True)
    names = options.only or sorted(path.stem for path in (PROJECT / "notebooks").glob("*.ipynb"))
    failed = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        server(Path(folder), options.dark) as (address, token),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=binary, args=CHROMIUM)
        for name in names:
            page = browser.new_page(viewport={"width": 1400, "height": 1300})
            try:
                complaints = run_notebook(page, address, token, name, pictures)
                if name == "07_review" and not complaints:
                    complaints += review(page, Path(folder), pictures)
            except (
                Exception
            ) as error:  # a time-out of the browser is a failure of this notebook, not of the rest
                page.screenshot(path=pictures / f"{name}-failed.png")
                complaints = [f"{type(error).__name__}: {str(error).splitlines()[0]}"]
            page.evaluate(
                "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.shutdown?.()"
            )
            page.close()
            print(f"{name}: {'ok' if not complaints else '; '.join(complaints)}", flush=True)
            failed += bool(complaints)
        browser.close()
    print(f"pictures in {options.out}\n{len(names) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
