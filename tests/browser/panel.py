"""The review panel in the browser, used like a person without a mouse."""

import csv
import time
from pathlib import Path


def wait(condition, seconds: float, complaint: str) -> None:
    """Until it holds; TimeoutError with the complaint after so many seconds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(complaint)
        time.sleep(0.5)


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
MANY = 21  # claims decided, all but one with the keyboard alone


def walk(page, register: Path, pictures: Path) -> list[str]:
    """The panel as somebody without a mouse uses it; what is decided must be on disk."""
    page.locator(".ss-review").first.scroll_into_view_if_needed()
    complaints = tabbed(page)
    try:
        complaints += decided(page, register, pictures)
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


def decided(page, register: Path, pictures: Path) -> list[str]:
    """21 claims with the keyboard, one of them half, left, found again and undone.

    One is saved with the mouse, right after its last letter.
    """
    decisions = register / "decisions.csv"

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
        if n == 3:  # a mouse may be faster than what was typed comes to the kernel
            page.locator("button.ss-save").first.click()
        else:
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
