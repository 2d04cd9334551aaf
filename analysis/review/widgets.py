"""The review panel's buttons and fields; what they do is in `session`, what they show in `cards`.

Every field has a label of its own and is reached with the tab key. CSS classes begin with ss- and are stable, so that a
browser test or a style sheet can hold on to them: ss-review (all), ss-progress, ss-show, ss-goto, ss-name, ss-saying, ss-matter,
ss-reliability, ss-credibility, ss-likelihood, ss-confidence, ss-used, ss-reason, ss-save, ss-undo, ss-next, ss-back, ss-message;
for evidence ss-stance, ss-finding, ss-url, ss-archive_url, ss-origin, ss-lineage, ss-outlet, ss-published, ss-add.
"""

import ipywidgets as w

from .. import register as reg
from ..show import inert
from .cards import claim_card, evidence_list, history
from .session import SHOW, Session


class Root(w.VBox):
    """The panel as a notebook shows it: widgets where they work, a sentence where they do not (GitHub, a printed page)."""

    fallback = ""

    def _repr_mimebundle_(self, **kwargs):
        return super()._repr_mimebundle_(**kwargs) | {"text/plain": self.fallback}


class Panel:
    """Widgets around a session; `root` is what a notebook shows."""

    def __init__(self, session: Session):
        self.session = session
        self.progress, self.card, self.evidence, self.history, self.message = (
            _html(c)
            for c in (
                "ss-progress",
                "ss-claim-card",
                "ss-evidence-list",
                "ss-history-list",
                "ss-message",
            )
        )
        self.show = _named(
            w.Dropdown(options=SHOW, value=session.show, description="Show claims"),
            "ss-show",
            "20em",
        )
        self.goto = _named(w.Dropdown(description="Go to claim"), "ss-goto")
        self.name = _named(
            w.Text(
                value=session.reviewer,
                description="Your name",
                placeholder="required",
                continuous_update=False,
            ),
            "ss-name",
            "24em",
        )
        self.fields = self._decision_fields()
        self.add = self._evidence_fields()
        buttons = {
            name: self._button(label, css, act)
            for name, label, css, act in (
                ("save", "Save decision", "ss-save", self._save),
                ("undo", "Undo my last", "ss-undo", self._undo),
                ("back", "Back", "ss-back", lambda: self._step(-1)),
                ("next", "Next claim", "ss-next", lambda: self._step(1)),
            )
        }
        buttons["save"].button_style = "primary"
        adding = w.VBox([*self.add.values(), self._button("Add evidence", "ss-add", self._add)])
        self.root = Root(
            [
                self.progress,
                w.HBox([self.show, self.name]),
                self.goto,
                self.card,
                self.evidence,
                self.history,
                *self.fields.values(),
                w.HBox(list(buttons.values())),
                self.message,
                w.Accordion([adding], titles=["Add evidence to this claim"]),
            ]
        )
        self.root.add_class("ss-review")
        done, total = session.progress()
        self.root.fallback = f"Review panel, {done} of {total} claims decided: open this notebook in JupyterLab and run it to decide."
        self.show.observe(self._show_changed, "value")
        self.name.observe(self._name_changed, "value")
        self.goto.observe(self._goto_changed, "value")
        self.refresh()

    def refresh(self) -> None:
        """Show the session as it stands now; fields for a new decision are emptied."""
        s = self.session
        self._overview()
        for field in self.fields.values():
            field.value = (
                ()
                if isinstance(field, w.SelectMultiple)
                else False
                if isinstance(field, w.Checkbox)
                else ""
            )
        self._evidence_choice()
        if not s.current:
            left = {
                "open": "Every claim is decided"
                + (
                    ""
                    if s.reviewer
                    else ". Write your name to go through them yourself, or choose “all” to read what was decided"
                ),
                "stale": "No decision is stale",
                "all": "There are no claims",
            }[s.show]
            self.card.value, self.evidence.value, self.history.value = (
                f"<p><b>{left}.</b></p>",
                "",
                "",
            )
            return
        article = s.articles[reg.claim_of(s.register, s.current)["article_id"]]
        self.card.value = claim_card(s.register, s.current, article)
        self.evidence.value = f"<h4>Evidence</h4>{evidence_list(s.evidence())}"
        self.history.value = history(s.register, s.current)

    def _overview(self) -> None:
        """How far one has come, and the claims one can go to."""
        s = self.session
        done, total = s.progress()
        queue = s.queue()
        whose = f"by {inert(s.reviewer)}" if s.reviewer else "by anybody"
        self.progress.value = (
            f'<p role="status"><b>{done} of {total} decided</b> {whose} · {len(queue)} {s.show}</p>'
        )
        claims, wanted = s.claims(), {*queue, s.current}
        options = [
            (f"{n}. {quote[:90]}", cid)
            for n, (cid, quote) in enumerate(zip(claims["claim_id"], claims["quote"]), 1)
            if cid in wanted
        ]
        self.goto.unobserve(self._goto_changed, "value")
        self.goto.options = [("", ""), *options]
        self.goto.value = s.current
        self.goto.observe(self._goto_changed, "value")

    def _decision_fields(self) -> dict[str, w.Widget]:
        return {
            "saying": _choice("Was it said, so?", "saying", "ss-saying"),
            "matter": _choice("Is it so?", "matter", "ss-matter"),
            "source_reliability": _choice(
                "Source (Admiralty)", "source_reliability", "ss-reliability"
            ),
            "info_credibility": _choice(
                "Information (Admiralty)", "info_credibility", "ss-credibility"
            ),
            "likelihood": _choice("Likelihood (ICD 203)", "likelihood", "ss-likelihood"),
            "confidence": _choice("Confidence (ICD 203)", "confidence", "ss-confidence"),
            "evidence_ids": _named(w.SelectMultiple(description="Evidence used"), "ss-used"),
            "reason": _named(
                w.Textarea(
                    description="Reason", placeholder="required: what the decision rests on"
                ),
                "ss-reason",
            ),
        }

    def _evidence_fields(self) -> dict[str, w.Widget]:
        text = {
            "finding": ("Finding", "what the page says, in your own words"),
            "url": ("Link", "https://…"),
            "archive_url": ("Lasting copy", "https://web.archive.org/…, or empty"),
            "origin": ("Origin", "who the page has it from"),
            "outlet": ("Outlet", "where the page is"),
            "published": ("Published", "2025-11-29, or empty"),
        }
        fields = {
            key: _named(w.Text(description=label, placeholder=hint), f"ss-{key}")
            for key, (label, hint) in text.items()
        }
        return {
            "stance": _choice("Stance", "stance", "ss-stance"),
            **fields,
            "lineage": _choice("Lineage", "lineage", "ss-lineage"),
        }

    def _evidence_choice(self) -> None:
        rows = self.session.evidence()
        used = self.fields["evidence_ids"]
        used.options = [
            (f"{r.stance}: {r.outlet or r.origin} – {r.finding[:80]}", r.evidence_id)
            for r in rows.itertuples()
        ]
        used.rows = max(2, min(6, len(rows)))
        used.disabled = rows.empty

    def _button(self, label: str, css: str, act) -> w.Button:
        button = _named(w.Button(description=label, tooltip=label), css)
        button.on_click(lambda _: self._do(act))
        return button

    def _do(self, act) -> None:
        """Do something and say how it went; what was typed stays when it went wrong."""
        try:
            done = act()
        except (reg.RegisterError, OSError) as error:
            self.message.value = (
                f'<p role="alert" class="ss-error"><b>Not saved.</b> {inert(str(error))}</p>'
            )
        else:
            self.message.value = f'<p role="status" class="ss-done">{inert(done or "")}</p>'

    def _save(self) -> str:
        values = {key: field.value for key, field in self.fields.items()}
        self.session.reviewer = self.name.value.strip()
        done = self.session.save(**values)
        self.refresh()
        return done

    def _undo(self) -> str:
        self.session.reviewer = self.name.value.strip()
        done = self.session.undo()
        self.refresh()
        return done

    def _add(self) -> str:
        self.session.reviewer = self.name.value.strip()
        done = self.session.add_evidence(**{key: field.value for key, field in self.add.items()})
        for field in self.add.values():
            field.value = ""
        # Reading the evidence anew must not empty a decision that is half written.
        self.evidence.value = f"<h4>Evidence</h4>{evidence_list(self.session.evidence())}"
        used = self.fields["evidence_ids"].value
        self._evidence_choice()
        self.fields["evidence_ids"].value = used
        return done

    def _step(self, by: int) -> str:
        self.session.step(by)
        self.refresh()
        return ""

    def _show_changed(self, change) -> None:
        self.session.show = change["new"]
        if self.session.current not in self.session.queue():
            self.session.step()
        self.refresh()

    def _name_changed(self, change) -> None:
        """A name decides which claims are open and how far one has come; the claim on show and what was typed stay."""
        self.session.reviewer = change["new"].strip()
        if self.session.current:
            self._overview()
        else:  # all was decided by others: now there is a claim to show
            self.session.step()
            self.refresh()

    def _goto_changed(self, change) -> None:
        if change["new"]:
            self.session.current = change["new"]
            self.refresh()


def _choice(label: str, scale: str, css: str) -> w.Dropdown:
    options = [(f"{v.replace('_', ' ')} – {reg.meaning(scale, v)}", v) for v in reg.values(scale)]
    return _named(
        w.Dropdown(options=[("(not given)", ""), *options], value="", description=label), css
    )


def _named(widget: w.Widget, css: str, width: str = "46em") -> w.Widget:
    widget.add_class(css)
    if not isinstance(widget, w.Button):
        widget.layout.width = width
        widget.style.description_width = "13em"
    return widget


def _html(css: str) -> w.HTML:
    widget = w.HTML()
    widget.add_class(css)
    return widget
