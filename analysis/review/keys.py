"""The panel's keyboard: keys typed in it stay in it, and a few of them save, go on and undo."""

import json

import anywidget

# key as the browser names it → what the panel does (Ctrl is also the command key of a Mac)
KEYS = {
    "Ctrl+Enter": "save",
    "Alt+KeyN": "next",
    "Alt+KeyB": "back",
    "Alt+KeyU": "undo",
    "Alt+KeyR": "reason",
}
# buttons that do something, by their classes: ss-save, …
BUTTONS = tuple("save adjudicate next back undo add correct uncorrect".split())
SAID = (
    "Keys: Ctrl+Enter saves, Alt+N goes to the next claim, Alt+B back, Alt+U undoes your last "
    "decision, Alt+R goes to the reason. All fields are reached with Tab."
)


class Keys(anywidget.AnyWidget):
    """A widget without a face that minds the keyboard of the panel it stands in.

    JupyterLab takes the keys of whatever is focused for commands to its cells (`d d` deletes one)
    unless it says otherwise; no attribute of ipywidgets says it, so a script does.
    What stands in the text fields travels with each command, of a key or a button: fields are sent
    to the kernel with a delay, and neither may overtake the other.
    """

    _esm = """
    const BINDINGS = KEYS, BUTTONS = ACTS, PAUSE = 600;  // milliseconds
    function render({ model, el }) {
      const attach = () => {
        const root = el.closest(".ss-review");
        if (!root) { setTimeout(attach, 50); return; }
        if (root.hasAttribute("data-lm-suppress-shortcuts")) return;
        root.setAttribute("data-lm-suppress-shortcuts", "true");
        root.setAttribute("role", "region");
        root.setAttribute("aria-label", "Review of claims");
        root.tabIndex = -1;  // a click on the text of a claim stays in the panel, too
        // JupyterLab looks at what is focused first, and its commands match right there
        root.addEventListener("focusin", (event) =>
          event.target.setAttribute("data-lm-suppress-shortcuts", "true"), true);
        let timer = 0, heldUntil = 0, waiting = 0, lost = 0;
        const css = (field) => [...(field.closest("[class*=ss-]")?.classList ?? [])]
          .find((name) => name.startsWith("ss-"));
        const tell = (act, key = false) => {
          clearTimeout(timer);
          const claim = root.querySelector(".ss-card section")?.ariaLabel ?? "";
          const fields = [...root.querySelectorAll("input[type=text], textarea")];
          const texts = Object.fromEntries(fields.map((field) => [css(field), field.value]));
          model.send({ act, key, claim: claim.replace("claim ", ""), texts });
        };
        root.addEventListener("keydown", (event) => {
          const ctrl = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
          const held = ctrl + (event.altKey ? "Alt+" : "");
          const act = BINDINGS[held + event.code.replace("NumpadEnter", "Enter")];
          // until the kernel has answered, what is typed would go into the wrong fields
          const alone = ["Control", "Alt", "Shift", "Meta"].includes(event.key);
          if (!act && (alone || Date.now() > heldUntil)) return;
          event.preventDefault();
          event.stopPropagation();
          if (!act) {  // what is typed in one go is lost as a whole, not in part
            lost = Date.now();
            heldUntil = Math.max(heldUntil, lost + PAUSE);
            return;
          }
          root.focus({ preventScroll: true });
          heldUntil = Date.now() + 10000;
          waiting += 1;
          tell(act, true);
        }, true);
        root.addEventListener("click", (event) => {
          const button = event.target.closest("button");
          const act = button && BUTTONS.find((act) => css(button) === "ss-" + act);
          if (!act) return;
          event.stopPropagation();
          tell(act);
        }, true);
        root.addEventListener("input", (event) => {
          clearTimeout(timer);
          if (event.target.matches(".ss-reason textarea")) timer = setTimeout(tell, 400, "typed");
        });
        root.addEventListener("change", () => clearTimeout(timer));
        model.on("msg:custom", (message) => {
          waiting = Math.max(waiting - 1, 0);
          if (waiting) return;
          heldUntil = Date.now() < lost + PAUSE ? lost + PAUSE : 0;
          const field = root.querySelector(message.focus);
          field?.focus();
          field?.scrollIntoView({ block: "nearest" });
        });
      };
      attach();
    }
    export default { render };
    """.replace("KEYS", json.dumps(KEYS)).replace("ACTS", json.dumps(BUTTONS))
    _css = """
    .ss-review.ss-review.ss-review.ss-review :focus-visible:focus-visible {
      outline: 3px solid var(--jp-brand-color1, #0040a6) !important; outline-offset: 1px; }
    .ss-review:focus { outline: none }
    .ss-review .ss-row { flex-flow: row wrap }
    .ss-review .ss-sides { display: flex; gap: 1em; flex-wrap: wrap }
    .ss-review .ss-sides > div { flex: 1 1 18em; border-top: 3px solid; padding: 0.3em 0 }
    """
