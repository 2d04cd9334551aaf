"""The review panel's buttons and fields; what they do is in `session`, what they show in `cards`.

Built on ipywidgets: its fields are native ones, with labels that screen readers know, and tests
reach them without a browser. It was walked through in JupyterLab 4.6 and Notebook 7.6; VS Code
has the same widgets and was not tried. What it lacks, an attribute that keeps keys in the panel and
keys of the panel's own, is one small anywidget (`keys`); a whole panel of our own script would be
five times the code, and checked by nothing.

CSS classes begin with ss- and are stable, so that a test or a style sheet can hold on to them:
ss-review (all), ss-progress, ss-name, ss-blind, ss-show, ss-order, ss-words, ss-article, ss-kind,
ss-status, ss-source, ss-goto, ss-saying, ss-matter, ss-reason, ss-confidence, ss-likelihood,
ss-reliability, ss-credibility, ss-used, ss-also, ss-save, ss-adjudicate, ss-next, ss-back, ss-undo,
ss-message; for findings ss-finding-open, ss-stance, ss-finding, ss-url, ss-archive_url,
ss-original_wording, ss-origin, ss-outlet, ss-published, ss-lineage, ss-add; for corrections
ss-wrong-open, ss-wrong, ss-right, ss-why, ss-correct, ss-uncorrect.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import ipywidgets as w

from .. import register as reg
from ..corrections import VALUES
from ..export.card import findings_list
from ..inert import inert
from ..vocabulary import count, part
from . import controls, fields
from .cards import claim_card, history, sides, twin_labels
from .keys import SAID, Keys
from .session import Session

Change = Mapping[str, Any]


class Panel:
    """Widgets around a session; `root` is what a notebook shows."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._loading = False
        self._filled = ""  # the claim that finding and correction are about
        self._saved = ("", "")  # the last claim and reason: what the browser sends late is no draft
        self.keys = Keys()
        self.acts = {
            "save": ("Save decision", self._save),
            "adjudicate": ("Adjudicate", self._adjudicate),
            "next": ("Next claim", lambda: self._step(1)),
            "back": ("Back", lambda: self._step(-1)),
            "undo": ("Undo my last", session.undo),
            "add": ("Save finding", self._add),
            "correct": ("Save correction", self._correct),
            "uncorrect": ("Undo my last correction", session.undo_correction),
        }
        names = ("progress", "card", "evidence", "history", "message", "agreement")
        self.html = {name: w.HTML().add_class(f"ss-{name}") for name in names}
        self.name = fields.named(
            w.Text(
                session.reviewer,
                description="Your name",
                placeholder="required",
                continuous_update=False,
            ),
            "ss-name",
            "22em",
        )
        self.blind = fields.named(
            w.Checkbox(description="Hide what others decided until I have", indent=False),
            "ss-blind",
            "22em",
        )
        self.filters = controls.filters(session)
        self.goto = fields.named(w.Dropdown(description="Go to claim"), "ss-goto")
        self.fields, self.add, self.wrong = fields.decision(), fields.finding(), fields.correction()
        written = (self.name, *(self.fields | self.add | self.wrong).values())
        texts = [field for field in written if isinstance(field, (w.Text, w.Textarea))]
        self.texts = {field._dom_classes[0]: field for field in texts}
        self.buttons = {
            key: self._button(said, f"ss-{key}", act) for key, (said, act) in self.acts.items()
        }
        self.buttons["save"].button_style = "primary"
        self.root = controls.Root(self._children())
        self.root.add_class("ss-review")
        done, total = session.progress()
        self.root.fallback = (
            f"Review panel, {part(done, total, 'claim')} decided: open this notebook in "
            "JupyterLab and run it to decide."
        )
        self._observe()
        self.refresh()

    def refresh(self) -> None:
        """Show the session as it stands now; fields hold what was half written on the claim."""
        s, book = self.session, self.session.register
        self._loading = True
        self._overview()
        self._offers()
        fields.fill(self.fields, s.drafts.of(s.reviewer, s.current))
        self._loading = False
        if s.current != self._filled:
            fields.fill(self.add | self.wrong, {})
            self._filled = s.current
        told = {"card": f"<p><b>{controls.left(s)}.</b></p>", "evidence": "", "history": ""}
        if s.current:
            article = s.articles[str(reg.claim_of(book, s.current)["article_id"])]
            found = findings_list(book, s.current) or "<p>None yet.</p>"
            decided = sides(book, s.current) + history(book, s.current)
            told = {
                "card": claim_card(book, s.current, article, s.unswayed()),
                "evidence": f"<h4>Findings</h4>{found}",
                "history": "" if s.unswayed() else decided,
            }
        for name, html in told.items():
            self.html[name].value = html

    def _children(self) -> list[w.Widget]:
        """All parts, in the order in which Tab reaches them."""
        *main, add, correct, uncorrect = self.buttons.values()
        return [
            self.keys,
            self.html["progress"],
            controls.row([self.name, self.blind]),
            controls.row([*self.filters.values()]),
            self.goto,
            *(self.html[part] for part in ("card", "evidence", "history")),
            *self.fields.values(),
            controls.row(main),
            self.html["message"],
            w.HTML(f"<p><small>{SAID}</small></p>"),
            *controls.folded(
                "Add a finding",
                "ss-finding-open",
                [*self.add.values(), add],
            ),
            *controls.folded(
                "No claim, or read wrongly?",
                "ss-wrong-open",
                [*self.wrong.values(), controls.row([correct, uncorrect])],
            ),
            self.html["agreement"],
        ]

    def _observe(self) -> None:
        self.name.observe(self._name_changed, "value")
        self.blind.observe(self._blind_changed, "value")
        self.goto.observe(self._goto_changed, "value")
        for key, field in self.filters.items():
            field.observe(lambda change, key=key: self._wanted(key, change["new"]), "value")
        for field in self.fields.values():
            field.observe(self._typed, "value")
        self.wrong["field"].observe(self._wrong_changed, "value")
        self.keys.on_msg(self._pressed)

    def _overview(self) -> None:
        """How far one has come, and the claims one can go to."""
        s = self.session
        (done, total), queue = s.progress(), s.queue()
        whose = f"by {inert(s.reviewer)}" if s.reviewer else "by anybody"
        gone = s.elsewhere()
        rest = f" · {count(gone, 'claim')} of articles that are not at hand" if gone else ""
        self.html["progress"].value = (
            f'<p role="status"><b>{done} of {total} decided</b> {whose} · {len(queue)} '
            f'{s.wanted.show} <progress value="{done}" max="{max(total, 1)}" '
            f'aria-label="{done} of {total} decided"></progress>{rest}</p>'
        )
        self.html["agreement"].value = "" if s.blind else f"<p>{inert(s.agreement())}</p>"
        known = {row.claim_id: row for row in s.told().itertuples()}
        ids = queue if s.current in ("", *queue) else [s.current, *queue]
        options = [(f"{n}. {controls.label(known[cid])}", cid) for n, cid in enumerate(ids, 1)]
        self.goto.options = [("", ""), *options]
        self.goto.value = s.current

    def _offers(self) -> None:
        """What may be chosen on this claim: findings, like claims, and settling a conflict."""
        s = self.session
        fields.offer(
            self.fields["evidence_ids"],
            [
                (f"{r.stance}: {r.outlet or r.origin} – {r.finding[:80]}", r.evidence_id)
                for r in s.evidence().itertuples()
            ],
        )
        fields.offer(self.fields["also"], twin_labels(s.twins(), s.names) if s.current else [])
        differ = bool(s.current) and len(reg.conflicting(s.register, s.current)) > 0
        fields.show(self.buttons["adjudicate"], differ and not s.unswayed())

    def _button(self, label: str, css: str, act: Callable[[], str]) -> w.Button:
        button = fields.named(w.Button(description=label, tooltip=label), css)
        button.on_click(lambda _: self._do(act))
        return button

    def _do(self, act: Callable[[], str]) -> None:
        """Do something and say how it went; what was typed stays when it went wrong."""
        self.session.reviewer = self.name.value.strip()
        try:
            done = act()
        except (reg.RegisterError, OSError) as error:
            said = f"<b>Not saved.</b> {inert(str(error).removeprefix('not saved: '))}"
            self.html["message"].value = f'<p role="alert" class="ss-error">{said}</p>'
        else:
            self.html["message"].value = f'<p role="status" class="ss-done">{inert(done)}</p>'
            self.refresh()

    def _pressed(self, _: object, message: Mapping[str, Any], __: object) -> None:
        """A key or a button, with what stood in the text fields; or what was typed of a reason."""
        act, texts, s = message["act"], message["texts"], self.session
        if act == "typed":  # kept, but not put into the field, in which somebody is typing on
            if message["claim"] == s.current:
                self._keep(fields.values(self.fields) | {"reason": texts["ss-reason"]})
            return
        if s.reviewer and texts.get("ss-name", s.reviewer).strip() != s.reviewer:
            self.name.value = texts["ss-name"]  # another person: first their own form
        else:
            for css, text in texts.items():
                if css in self.texts:
                    self.texts[css].value = text
            if act != "reason":
                self._do(self.acts[act][1])
        if message["key"]:
            to = ".ss-reason textarea" if act == "reason" else ".ss-saying select"
            self.keys.send({"focus": to})

    def _save(self) -> str:
        given = fields.values(self.fields)
        done = self.session.save(**given)
        self._saved = (self.session.current, str(given["reason"]))
        return done

    def _adjudicate(self) -> str:
        return self.session.adjudicate(**fields.values(self.fields))

    def _step(self, by: int) -> str:
        self.session.step(by)
        return ""

    def _add(self) -> str:
        done = self.session.add_evidence(**fields.values(self.add))
        fields.fill(self.add, {})
        return done

    def _correct(self) -> str:
        given = {key: str(field.value) for key, field in self.wrong.items()}
        done = self.session.correct(**given)
        fields.fill(self.wrong, {})
        return done

    def _typed(self, _: Change) -> None:
        """Keep what is half written: it outlives Next, Back and a restart."""
        if self.session.current and not self._loading:
            self._keep(fields.values(self.fields))

    def _keep(self, typed: dict[str, Any]) -> None:
        s = self.session
        if (s.current, str(typed["reason"])) != self._saved:
            s.drafts.keep(s.reviewer, s.current, typed)

    def _wanted(self, key: str, value: str) -> None:
        self.session.wanted = replace(self.session.wanted, **{key: value})
        self._queue_changed()

    def _blind_changed(self, change: Change) -> None:
        self.session.blind = bool(change["new"])
        self._queue_changed()

    def _queue_changed(self) -> None:
        """Show the claim that is on show if it is still to be gone through, else the next."""
        if self.session.current not in self.session.queue():
            self.session.step()
        self.refresh()

    def _name_changed(self, change: Change) -> None:
        """A name decides what is open and how far one has come.

        What was typed stays with whoever typed it; before a name was given, with the first one.
        """
        s, before = self.session, self.session.reviewer
        typed = fields.values(self.fields)
        s.reviewer = str(change["new"]).strip()
        if any(typed.values()) and s.current:
            s.drafts.keep(before, s.current, typed if before else {})
            if not (before and s.reviewer):
                s.drafts.keep(s.reviewer, s.current, typed)
            elif before != s.reviewer:
                kept = f"What was typed is kept for {inert(before)}."
                self.html["message"].value = f'<p role="status" class="ss-done">{kept}</p>'
        if not s.current:  # all was decided by others: now there is a claim to show
            s.step()
        self.refresh()

    def _goto_changed(self, change: Change) -> None:
        if change["new"] and not self._loading:
            self.session.current = str(change["new"])
            self.refresh()

    def _wrong_changed(self, change: Change) -> None:
        field = str(change["new"])
        others = self.session.beside() if field == "join" else ()
        self.wrong["to"].options = others or VALUES.get(field, ())  # () where any words will do
