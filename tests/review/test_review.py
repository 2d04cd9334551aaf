"""The review panel: what it shows is inert and attributed, what it saves is on disk, what it refuses is said."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace

import html5lib
import ipywidgets
import pytest

import analysis
from analysis import Article
from analysis.export.card import card, findings_list
from analysis.paths import PROJECT, REGISTER
from analysis.register import (
    RegisterError,
    add_decision,
    claim_of,
    displayed,
    load_register,
    merge,
    standing,
    values,
)
from analysis.review import Session, in_words, open_session, panel
from analysis.review.cards import claim_card, history, sides
from analysis.review.claim_queue import TEXT, Wanted, choices
from analysis.review.widgets import Panel
from analysis.tables import frame

EMPTY = frame("claims", [])
EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.fixture
def folder(tmp_path):
    """A copy of the register that the project ships, with the desk's decisions only."""
    shutil.copytree(REGISTER, tmp_path / "register", ignore=shutil.ignore_patterns(".*"))
    path = tmp_path / "register" / "decisions.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(
        "".join(
            line for line in lines if ",desk,2026-11-22," in line or line.startswith("decision_id")
        ),
        encoding="utf-8",
    )
    return tmp_path / "register"


@pytest.fixture
def session(folder, notes, article) -> Session:
    return open_session(notes, article, folder, "Ana")


@pytest.fixture
def shown(session) -> Panel:
    return Panel(session)


def fill(panel: Panel, matter: str, reason: str) -> None:
    """A decision typed into the fields."""
    for field, value in (("saying", "faithful"), ("matter", matter), ("reason", reason)):
        panel.fields[field].value = value


def click(panel: Panel, css: str) -> str:
    """Press the button with this class; returns the message shown."""
    find(panel.root, css).click()
    return panel.html["message"].value


def find(widget: ipywidgets.Widget, css: str) -> ipywidgets.Widget:
    found = [w for w in walk(widget) if css in getattr(w, "_dom_classes", ())]
    assert len(found) == 1, (css, found)
    return found[0]


def walk(widget: ipywidgets.Widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def tags(html: str) -> list:
    """Elements of a piece of HTML, by a strict parser."""
    return list(
        html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html).iter()
    )[1:]


def words(html: str) -> str:
    return re.sub(
        r"\s+",
        " ",
        "".join(
            t
            for n in [html5lib.parseFragment(html, namespaceHTMLElements=False)]
            for t in n.itertext()
        ),
    )


# --- the way through the claims -------------------------------------------------------------------------------------------


def test_open_claims_are_those_this_reviewer_has_not_decided(folder, notes, article):
    """Without a name: the claims nobody decided. With one: all that this reviewer has not, the desk's decisions aside."""
    everybody, ana = (
        open_session(notes, article, folder),
        open_session(notes, article, folder, "Ana"),
    )
    done, total = everybody.progress()
    assert done == 30 and len(everybody.queue()) == total - 30
    assert ana.progress() == (0, total) and len(ana.queue()) == total
    assert open_session(notes, article, folder, "desk").progress() == (30, total)


def test_next_walks_the_open_claims_in_reading_order_and_comes_round(session):
    """Every open claim is met once, in the order of the text, before the first comes again."""
    session.wanted = Wanted(order=TEXT)
    session.current = session.queue()[0]
    first, seen = session.current, []
    for _ in session.queue():
        seen.append(session.current)
        session.step()
    starts = session.claims().set_index("claim_id").loc[seen, "start"].tolist()
    assert session.current == first and starts == sorted(starts) and len(set(seen)) == len(seen)
    session.step(-1)
    assert session.current == seen[-1]


def test_a_decided_claim_leaves_the_queue_and_next_goes_on_from_it(session):
    """After saving, the claim stays on show; next leads to the following open one, not back to the start."""
    order = session.queue()
    session.step()
    assert session.current == order[1]
    session.save(saying="faithful", matter="disputed", reason="Two figures")
    assert session.current == order[1] and order[1] not in session.queue()
    assert session.step() == order[2] and session.progress()[0] == 1


def test_stale_shows_decisions_on_changed_words_and_lost_claims(folder, notes, article):
    """After an edit of the text exactly the decisions on the touched words are in the stale queue."""
    edited = Article(
        article.article_id,
        article.text.replace("at least 83 people died", "at least 104 people died"),
    )
    register = merge(load_register(folder), analysis.annotate(edited).claims, [edited])
    session = Session(register, [edited], "Ana", Wanted("stale"))
    assert "c-mchajv2m" in session.queue() and len(session.queue()) < 6
    card = claim_card(register, "c-mchajv2m", edited)
    assert (
        "stale: the words decided on" in card
        and "at least 104 people died" in words(card)
        and "at least 83 people died" in words(card)
    )


def test_an_empty_register_and_no_claims_are_no_error(tmp_path):
    """A text without claims: the panel says so and refuses to save."""
    article = Article("empty", "")
    panel = Panel(open_session(analysis.annotate(article), article, tmp_path / "r", "Ana"))
    assert (
        "There are no claims" in panel.html["card"].value
        and "0 of 0 decided" in panel.html["progress"].value
    )
    assert (
        "no claim on show" in click(panel, "ss-save")
        and not (tmp_path / "r" / "decisions.csv").exists()
    )


# --- saving ---------------------------------------------------------------------------------------------------------------


def test_what_is_saved_is_on_disk_at_once_with_every_field(shown, folder):
    """One click: the row is in the file with grades, likelihood and confidence apart, evidence and the hash of what was seen."""
    cid = shown.session.current
    given = {
        "saying": "faithful",
        "matter": "in_part",
        "source_reliability": "B",
        "info_credibility": "2",
        "likelihood": "likely",
        "confidence": "moderate",
        "reason": "Two agencies, one log",
    }
    for key, value in given.items():
        shown.fields[key].value = value
    used = shown.fields["evidence_ids"].options[0][1]
    shown.fields["evidence_ids"].value = (used,)
    assert "saved" in click(shown, "ss-save")
    row = load_register(folder).decisions.iloc[-1]
    assert {k: row[k] for k in given} == given
    assert row[["claim_id", "reviewer", "matter", "evidence_ids", "original_status"]].tolist() == [
        cid,
        "Ana",
        "in_part",
        used,
        "",
    ]
    assert (
        displayed(load_register(folder)).set_index("claim_id").loc[cid, "label"]
        == "said: in conflict; so: in conflict"
    )
    assert not shown.fields["reason"].value and "1 of" in shown.html["progress"].value


@pytest.mark.parametrize(
    ("empty", "says"),
    [
        ("name", "name is missing"),
        ("reason", "reason is missing"),
        ("saying", "was it said"),
        ("matter", "is it so"),
    ],
)
def test_saving_needs_name_reason_and_status(shown, folder, empty, says):
    """What is missing is named, nothing is written, and what was typed stays in its field."""
    before = (folder / "decisions.csv").read_bytes()
    fill(shown, "not_assessed", "They said so")
    (shown.name if empty == "name" else shown.fields[empty]).value = ""
    message = click(shown, "ss-save")
    assert (
        says in message
        and 'role="alert"' in message
        and (folder / "decisions.csv").read_bytes() == before
    )
    assert empty == "reason" or shown.fields["reason"].value == "They said so"


def test_undo_withdraws_ones_own_last_decision_and_shows_its_claim(shown, folder):
    """The row stays in the file, a second one withdraws it, and the panel is back at that claim."""
    cid = shown.session.current
    fill(shown, "not_assessed", "They said so")
    click(shown, "ss-save")
    click(shown, "ss-next")
    assert shown.session.current != cid
    assert "withdrawn" in click(shown, "ss-undo") and shown.session.current == cid
    decisions = load_register(folder).decisions
    assert len(decisions) == 32 and len(standing(decisions)) == 30
    assert "could be withdrawn" in click(shown, "ss-undo")


def test_evidence_is_added_from_the_panel_and_keeps_a_half_written_decision(shown, folder):
    """The finding is on disk, shown and selectable; the reason typed so far is still there."""
    fill(shown, "disputed", "half written")
    for key, value in {
        "stance": "qualifies",
        "finding": "The log names 39 ships",
        "url": "https://example.org/log",
        "origin": "Port log",
    }.items():
        shown.add[key].value = value
    assert "evidence saved" in click(shown, "ss-add")
    row = load_register(folder).evidence.iloc[-1]
    assert row[["claim_id", "stance", "added_by", "lineage"]].tolist() == [
        shown.session.current,
        "qualifies",
        "Ana",
        "stated",
    ]
    assert "The log names 39 ships" in shown.html["evidence"].value and row["evidence_id"] in [
        v for _, v in shown.fields["evidence_ids"].options
    ]
    assert (
        shown.fields["reason"].value,
        shown.fields["matter"].value,
        shown.add["finding"].value,
    ) == ("half written", "disputed", "")


def test_a_script_link_is_refused_by_the_panel(shown, folder):
    """A javascript: link is an error in words, and what was typed stays."""
    before = (folder / "evidence.csv").read_bytes()
    for key, value in {"stance": "supports", "finding": "x", "url": "javascript:alert(1)"}.items():
        shown.add[key].value = value
    assert (
        "must begin with http" in click(shown, "ss-add")
        and (folder / "evidence.csv").read_bytes() == before
    )
    assert shown.add["finding"].value == "x"


def test_a_decision_survives_the_end_of_its_process(folder, notes, article):
    """Saved in another Python process that is over: a session opened now has it, and goes on behind it."""
    code = (
        "import sys; from analysis import load_articles, load_register; from analysis.review import Session\n"
        "s = Session(load_register(sys.argv[1]), load_articles('seeds'), 'Ana'); s.save(saying='faithful', matter='disputed', reason='x'); print(s.current)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        timeout=300,
        check=True,
    )
    session = open_session(notes, article, folder, "Ana")
    assert (
        session.decided() == {done.stdout.split()[-1]} and session.current not in session.decided()
    )


def test_two_panels_on_one_register_keep_both_decisions(folder, notes, article):
    """Each panel writes to the files as they are, not as it read them."""
    ana, bo = (open_session(notes, article, folder, name) for name in ("Ana", "Bo"))
    for session in (ana, bo, ana):
        session.save(saying="faithful", matter="disputed", reason=f"by {session.reviewer}")
        session.step()
    assert load_register(folder).decisions["reviewer"].tolist()[-3:] == ["Ana", "Bo", "Ana"]


# --- what is shown --------------------------------------------------------------------------------------------------------


def test_the_card_shows_claim_source_suggestion_and_reason(session, article):
    """The claim marked in its paragraph, who says it and what that source is worth, the rule and why; the answer beside it."""
    register = session.register
    card = claim_card(register, "c-kcxkh2gg", article)
    text = words(card)
    marked = [n for n in tags(card) if n.tag == "mark"]
    assert (
        "".join(marked[0].itertext())
        == displayed(register).set_index("claim_id").loc["c-kcxkh2gg", "quote"]
    )
    assert (
        "This designation added an explosive flavor" in text
        and "said by the United States (body or state" in text
    )
    assert (
        "institution. A government or body" in text
        and "suggests" in text
        and "A suggestion, not a finding." in text
    )
    assert "Caracas categorically denies this" in text


def test_what_others_decided_is_folded_so_that_a_second_reviewer_is_unswayed(session, article):
    """The card says that the desk decided, not what; that is in a closed <details>."""
    cid = "c-dd3ofev7"
    assert "mistranslated" not in words(claim_card(session.register, cid, article))
    folded = history(session.register, cid)
    assert (
        "mistranslated" in words(folded)
        and [n.tag for n in tags(folded)][0] == "details"
        and "open" not in tags(folded)[0].attrib
    )


def test_everything_shown_is_inert(tmp_path):
    """Tags in the article, in names, findings, reasons and links come out as text in every part of the panel."""
    article = Article(
        "evil",
        f"Storm {EVIL}\n\nMinister Ana Holmberg said that 40 ships {EVIL} were lost near Norvik.\n\nThe union denied this.",
        title=EVIL,
        outlet=EVIL,
    )
    session = open_session(analysis.annotate(article), article, tmp_path / "r", EVIL)
    panel = Panel(session)
    fill(panel, "disputed", EVIL)
    (
        panel.add["stance"].value,
        panel.add["finding"].value,
        panel.add["origin"].value,
        panel.add["outlet"].value,
    ) = "supports", EVIL, EVIL, EVIL
    assert "saved" in click(panel, "ss-add") and "saved" in click(panel, "ss-save")
    panel.refresh()
    for part in panel.html.values():
        nodes = tags(part.value)
        assert (
            nodes
            and not {n.tag for n in nodes} & {"script", "img"}
            and not any(a.startswith("on") for n in nodes for a in n.attrib)
        )
    assert "alert(1)" in words(panel.html["card"].value) and "alert(2)" in words(
        panel.html["history"].value
    )


def test_links_are_plain_web_links_that_cannot_reach_back(session):
    """Evidence links open elsewhere with rel=noopener; anything but http(s) is shown as text."""
    evidence = session.evidence().drop(columns="known")
    evidence.loc[evidence.index[0], "url"] = "javascript:alert(1)"
    listed = findings_list(replace(session.register, evidence=evidence), session.current)
    nodes = [n for n in tags(listed) if n.tag == "a"]
    assert len(nodes) == len(evidence) - 1 > 0
    assert all(
        n.get("href").startswith("http")
        and "noopener" in n.get("rel")
        and n.get("target") == "_blank"
        for n in nodes
    )


def test_every_field_has_a_label_and_a_stable_class(shown):
    """The keyboard reaches native fields; each is named for screen readers and can be found by a browser test."""
    fields = [
        w
        for w in walk(shown.root)
        if isinstance(
            w,
            (
                ipywidgets.Text,
                ipywidgets.Textarea,
                ipywidgets.Dropdown,
                ipywidgets.Checkbox,
                ipywidgets.SelectMultiple,
                ipywidgets.Button,
                ipywidgets.ToggleButton,
            ),
        )
    ]
    assert len(fields) == 41 and all(w.description and w._dom_classes for w in fields)
    assert len({w._dom_classes[0] for w in fields}) == len(fields)
    documented = set(re.findall(r"ss-[a-z_-]+", sys.modules[Panel.__module__].__doc__))
    assert {w._dom_classes[0] for w in fields} <= documented


def test_every_choice_is_explained_and_may_be_left_open(shown):
    """Statuses, grades, bands: each value with its meaning; nothing is chosen beforehand."""
    for key, scale in (
        ("saying", "saying"),
        ("matter", "matter"),
        ("likelihood", "likelihood"),
        ("source_reliability", "source_reliability"),
    ):
        options = dict((v, label) for label, v in shown.fields[key].options)
        assert shown.fields[key].value == "" and set(options) == {"", *values(scale)}
        assert all(" – " in label for v, label in options.items() if v)


def test_a_typed_name_changes_progress_and_nothing_that_was_typed(shown):
    """Giving the name late does not empty the form."""
    shown.name.value = ""
    shown.fields["reason"].value = "typed before the name"
    shown.name.value = "desk"
    assert (
        "30 of" in shown.html["progress"].value
        and shown.fields["reason"].value == "typed before the name"
    )


def test_what_is_half_written_stays_with_its_writer(shown):
    """The next person at the panel gets an empty form; who comes back finds their own words."""
    shown.name.value = "Rosa Quill"
    shown.fields["reason"].value = "half a thought of Rosa"
    shown.name.value = "Otto Sand"
    assert shown.fields["reason"].value == ""
    assert "kept for Rosa Quill" in shown.html["message"].value
    shown.name.value = "Rosa Quill"
    assert shown.fields["reason"].value == "half a thought of Rosa"


def test_a_key_under_another_name_shows_that_persons_form_first(shown, folder):
    """Name and key in one message: nothing is saved of what the person before had typed."""
    shown.name.value = "Rosa Quill"
    fill(shown, "refuted", "Rosa's own")
    before = (folder / "decisions.csv").read_bytes()
    texts = {"ss-name": "Otto Sand", "ss-reason": "Rosa's own"}
    shown._pressed(None, {"act": "save", "key": True, "claim": "", "texts": texts}, None)
    assert shown.session.reviewer == "Otto Sand" and shown.fields["reason"].value == ""
    assert (folder / "decisions.csv").read_bytes() == before


def test_a_name_given_when_all_is_decided_leads_to_the_first_claim(folder, notes, article):
    """Nobody's turn shows that all is decided and what to do; a new reviewer's name brings up the first claim."""
    session = open_session(notes, article, folder)
    for cid in session.queue():
        session.register = add_decision(
            session.register, cid, "faithful", "not_assessed", reviewer="desk", reason="x"
        )
    session.step()
    panel = Panel(session)
    assert "Every claim is decided. Write your name" in panel.html["card"].value
    panel.filters["words"].value = "zzz"
    assert "No claim fits" in panel.html["card"].value
    panel.filters["words"].value = ""
    panel.name.value = "Ana"
    assert session.current == session.queue()[0] and session.current in panel.html["card"].value


def test_the_filters_lead_to_their_claims(shown, session):
    """All shows every claim; stale, with nothing stale, says so and offers no claim to decide."""
    shown.filters["show"].value = "all"
    assert len(shown.goto.options) == session.progress()[1] + 1
    shown.goto.value = "c-fgrzpd7w"
    assert "c-fgrzpd7w" in shown.html["card"].value
    shown.filters["show"].value = "stale"
    assert session.current == "" and "No decision is stale" in shown.html["card"].value


def test_the_panel_is_one_widget(folder, notes, article):
    """`panel(...)` gives what a notebook shows; a broken register is an error with file and line before anything is drawn."""
    assert isinstance(panel(notes, article, folder, "Ana"), ipywidgets.VBox)
    (folder / "decisions.csv").write_text("nonsense\n")
    with pytest.raises(RegisterError, match="decisions.csv, line 1"):
        panel(notes, article, folder)


def test_a_new_machine_claim_is_registered_when_it_is_decided(tmp_path, notes, article):
    """Claims that only this run knows are written to claims.csv with the decision on them, and not before."""
    session = open_session(notes, article, tmp_path / "new", "Ana")
    assert session.current and load_register(tmp_path / "new").claims.empty
    session.save(saying="own_words", matter="not_assessed", reason="A metaphor")
    assert load_register(tmp_path / "new").claims["claim_id"].tolist() == [session.current]


def test_where_widgets_do_not_work_a_sentence_stands(shown):
    """GitHub and printed pages show what the panel is, not the innards of a widget."""
    bundle = shown.root._repr_mimebundle_()
    assert re.fullmatch(
        r"Review panel, none of \d+ claims decided: open this notebook in JupyterLab.*",
        bundle["text/plain"],
    )
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_the_register_is_put_into_words(session):
    """Counts by label, by whom, and what is undecided, stale or lost."""
    text = in_words(session.claims())
    assert (
        "1 reviewer decided 30 of " in text
        and "claims (desk decided 30)" in text
        and "No decisions is" not in text
    )
    assert (
        "14 claims are open" in text
        and "on other words than stand there now: none." in text
        and "missing from the text or in doubt: none." in text
    )


# --- a desk's day ---------------------------------------------------------------------------------

SAME = "The mill on the river Aure burned down in March 2031, the mayor said."


@pytest.fixture
def two(tmp_path) -> Session:
    """Two invented articles in which one claim stands twice, reviewed by Ana."""
    articles = [
        Article("one", f"Fire at the mill\n\n{SAME} Owner Bo Lind denied that he sold it."),
        Article("two", f"A town in shock\n\n{SAME} Some fear that the bakery will close."),
    ]
    return open_session(analysis.annotate(articles), articles, tmp_path / "r", "Ana")


def test_what_matters_comes_first(session):
    """Where origins disagree, then accusations without answer; each says why."""
    first, *_, last = (session.claims().set_index("claim_id").why[c] for c in session.queue())
    assert "origins disagree" in first and last == ()
    session.wanted = Wanted(order=TEXT)
    assert session.queue() != Session(session.register, session.articles.values(), "Ana").queue()


def test_the_queue_is_searched_and_filtered(shown, session):
    """Words in any order and case, a source, a kind: each leaves only what it names."""
    claims = session.claims()
    pick = claims.iloc[7]
    shown.filters["words"].value = " ".join(reversed(pick.quote.upper().split()[:4]))
    assert pick.claim_id in session.queue() and len(session.queue()) < len(claims)
    shown.filters["words"].value = ""
    for key, column in (
        ("source", "speaker"),
        ("kind", "claim_type"),
        ("status", "machine_status"),
    ):
        shown.filters[key].value = pick[column]
        assert set(claims.set_index("claim_id")[column][session.queue()]) == {pick[column]}
        shown.filters[key].value = ""
    assert len(session.queue()) == len(claims)


def test_a_half_written_reason_survives_next_back_and_a_restart(shown, folder, notes, article):
    """It is kept beside the register, is no decision, and is gone once it is saved."""
    first = shown.session.current
    before = (folder / "decisions.csv").read_bytes()
    fill(shown, "disputed", "half a reason")
    click(shown, "ss-next")
    assert shown.fields["reason"].value == "" and shown.session.current != first
    click(shown, "ss-back")
    assert shown.fields["reason"].value == "half a reason"
    again = Panel(open_session(notes, article, folder))
    assert again.name.value == "Ana" and again.session.current == first
    assert (again.fields["reason"].value, again.fields["matter"].value) == (
        "half a reason",
        "disputed",
    )
    assert (folder / "decisions.csv").read_bytes() == before
    click(again, "ss-save")
    assert "half a reason" not in (folder / "out" / "drafts.json").read_text()
    assert load_register(folder).decisions.iloc[-1].reason == "half a reason"


def test_broken_drafts_are_no_drafts(folder, notes, article):
    """A file that cannot be read holds nothing, and the next draft is written."""
    (folder / "out").mkdir(exist_ok=True)
    for broken in ("{", "[]", '{"c-1 Ana": 3}'):
        (folder / "out" / "drafts.json").write_text(broken)
        panel = Panel(open_session(notes, article, folder, "Ana"))
        panel.fields["reason"].value = "typed"
        found = json.loads((folder / "out" / "drafts.json").read_text())
        assert found[f"{panel.session.current} Ana"] == {"reason": "typed"}


def test_blind_review_tells_nothing_before_ones_own_decision(shown, session):
    """Neither verdict nor that others differ; after saving, all of it."""
    shown.blind.value = True
    theirs = session.register.decisions.reason.iloc[0].split()[0]
    assert not session.told().reason.str.contains(theirs, regex=False).any()
    told = [shown.html[part].value for part in ("card", "history", "agreement")]
    assert "hidden until you have decided" in told[0] and told[1:] == ["", ""]
    assert "reviewers differ" not in str(shown.goto.options)
    fill(shown, "refuted", "my own look")
    click(shown, "ss-save")
    assert "reviewers differ" in shown.html["card"].value and "desk" in shown.html["history"].value


def test_anothers_drop_stands_beside_the_verdict(session, article, folder):
    """Bo reads no claim where the desk has decided: card and panel say so, a blind panel does not."""
    claims = session.claims()
    cid = claims.claim_id[(claims.decided_by == "reviewer") & (claims.start >= 0)].iloc[0]
    session.current, session.reviewer = cid, "Bo Ek"
    session.correct("drop", "", "a <b>headline</b>")
    book = session.register
    row = displayed(book).set_index("claim_id", drop=False).loc[cid]
    said = "Dropped by Bo Ek"
    for html in (card(book, claim_of(book, cid), row), claim_card(book, cid, article)):
        assert said in html and "a <b>headline" not in html
    assert said not in claim_card(book, cid, article, unswayed=True)


def test_hidden_conflicts_are_not_denied_and_come_back(folder, session, shown):
    """Somebody else's conflict: hidden while the box is ticked, on show once it is not."""
    cid = session.current
    for name, matter in (("Bo", "refuted"), ("Cy", "corroborated")):
        add_decision(session.register, cid, "faithful", matter, reviewer=name, reason="a look")
    session.register = merge(load_register(folder), EMPTY, [])
    shown.blind.value = True
    shown.filters["show"].value = "in conflict"
    assert "hidden while the box" in shown.html["card"].value and session.current == ""
    assert "differ on no claim" not in shown.html["card"].value
    shown.blind.value = False
    assert (
        session.current == shown.goto.value == cid
        and shown.buttons["adjudicate"].layout.display is None
    )
    assert "the reviewers differ" in shown.html["card"].value


def test_reviewers_who_differ_are_shown_side_by_side_and_settled(shown, session):
    """Both reasons; after the adjudication the claim is in conflict no more."""
    assert shown.buttons["adjudicate"].layout.display == "none"
    fill(shown, "refuted", "my own look")
    click(shown, "ss-save")
    beside = words(shown.html["history"].value)
    assert "The reviewers differ" in beside and "my own look" in beside and "desk" in beside
    assert shown.buttons["adjudicate"].layout.display is None
    fill(shown, "disputed", "both have a point")
    assert "adjudicated" in click(shown, "ss-adjudicate")
    now = session.claims().set_index("claim_id").loc[session.current]
    assert now.adjudicated and not now.conflict and now.matter == "disputed"
    assert (
        sides(session.register, session.current) == ""
        and shown.buttons["adjudicate"].layout.display == "none"
    )


def test_agreement_is_told_at_once(shown):
    """Nothing with one reviewer; with the second's first decision, of how many claims."""
    assert shown.html["agreement"].value == "<p></p>"
    fill(shown, "refuted", "my own look")
    click(shown, "ss-save")
    assert re.search(r"agree on [01] of 1 claim\b", shown.html["agreement"].value)


def test_the_same_claim_in_another_article_is_offered_for_one_decision(two):
    """Chosen, it gets the same answers and a note that says with which it was decided."""
    two.current = next(
        c for c in two.queue() if "burned" in two.claims().set_index("claim_id").quote[c]
    )
    (twin,) = two.twins().claim_id
    panel = Panel(two)
    assert [value for _, value in panel.fields["also"].options] == [twin]
    fill(panel, "corroborated", "The fire brigade's log")
    panel.fields["also"].value = (twin,)
    assert "saved" in click(panel, "ss-save")
    rows = load_register(two.register.path).decisions
    assert rows.claim_id.tolist() == [two.current, twin] and rows.matter.nunique() == 1
    assert rows.note.tolist() == ["", f"decided with {two.current}"] and two.twins().empty
    first = two.current
    panel.session.drafts.keep(two.reviewer, first, {})
    panel.fields["reason"].value = rows.reason.iloc[0]  # what the browser sends late is no draft
    assert two.drafts.of(two.reviewer, first) == {}
    assert "and 1 claim like it" in two.undo() and two.current == first
    assert standing(two.register.decisions).empty
    panel.refresh()
    fill(panel, "corroborated", "again")
    panel.fields["also"].value = (twin,)
    click(panel, "ss-save")
    two.current = first
    two.save(saying="faithful", matter="disputed", reason="on second thoughts")
    assert "like it" not in two.undo() and len(standing(two.register.decisions)) == 2


def test_the_machine_is_corrected_from_the_panel(two):
    """Source, status, drop: on disk, applied by the next run, undone."""
    panel = Panel(two)
    panel.wrong["field"].value = "status"
    assert "denied" in panel.wrong["to"].options
    panel.wrong["to"].value, panel.wrong["why"].value = "denied", "the owner says no"
    assert "from the next run on" in click(panel, "ss-correct")
    rows = analysis.register.corrections(two.register)
    assert rows[["what", "field", "to", "who", "why"]].values.tolist() == [
        ["claims", "status", "denied", "Ana", "the owner says no"]
    ]
    again = analysis.annotate(list(two.articles.values()), corrections=rows)
    claim = two.claims().set_index("claim_id").loc[two.current]
    now = again.claims[
        (again.claims.article_id == claim.article_id) & (again.claims.start == claim.start)
    ]
    assert now.machine_status.tolist() == ["denied"]
    assert "withdrawn" in click(panel, "ss-uncorrect")
    assert analysis.register.corrections(load_register(two.register.path)).empty
    panel.wrong["field"].value, panel.wrong["to"].value = "status", "verified"
    panel.wrong["why"].value = "x"
    assert "Not saved" in click(panel, "ss-correct")


def test_claims_are_split_joined_and_added_from_the_panel(shown, article, notes):
    """By their words, each of which the next run follows; words of no article are refused."""
    session = shown.session
    one = claim_of(session.register, session.current)
    field, to, why = (shown.wrong[name] for name in ("field", "to", "why"))

    def corrected_to(what: str, words: str) -> set[str]:
        field.value, to.value, why.value = what, words, "read again"
        assert "from the next run on" in click(shown, "ss-correct")
        rows = analysis.register.corrections(session.register)
        found = set(analysis.annotate(article, corrections=rows).claims.quote)
        assert "withdrawn" in click(shown, "ss-uncorrect")
        return found

    first, *_, last = one["quote"].split()
    assert {first, last} <= corrected_to("split", f"{first} | {last}")
    field.value = "join"
    other = to.options[0]
    assert other in set(notes.claims.quote) - {one["quote"]}
    joined = corrected_to("join", other)
    assert not {one["quote"], other} & joined
    title = article.text.strip().split("\n")[0]
    assert title in corrected_to("add", title)
    field.value, to.value, why.value = "add", "words of nobody", "x"
    assert "copy its very words" in click(shown, "ss-correct")


def test_a_key_or_button_brings_what_was_typed_last(shown, folder):
    """The field's words travel with the key, since the kernel may not have them yet."""
    fill(shown, "disputed", "cut of")
    texts = {"ss-name": "Ana", "ss-words": "", "ss-reason": "cut off no more"}
    shown._pressed(None, {"act": "save", "key": True, "texts": texts}, None)
    assert load_register(folder).decisions.iloc[-1].reason == "cut off no more"
    current = shown.session.current
    empty = texts | {"ss-reason": ""}
    shown._pressed(None, {"act": "next", "key": False, "texts": empty}, None)
    assert shown.session.current != current
    for claim, half in ((shown.session.current, "half"), (current, "too late")):
        typed = {"act": "typed", "claim": claim, "texts": texts | {"ss-reason": half}}
        shown._pressed(None, typed, None)
    assert shown.session.drafts.of("Ana", shown.session.current) == {"reason": "half"}
    assert shown.session.drafts.of("Ana", current) == {}


def test_claims_of_articles_that_are_gone_are_counted(folder, notes, article):
    """The register keeps them; the panel has nothing to show and says how many there are."""
    panel = Panel(open_session(analysis.annotate([]), [], folder, "Ana"))
    assert "There are no claims" in panel.html["card"].value
    assert "30 claims of articles that are not at hand" in panel.html["progress"].value


def test_the_filter_lists_each_source_once(session):
    """By the actor's name and in plain words: no word of the tables, no name twice."""
    told = dict((value, words) for words, value in choices(session.claims(), {})["source"])
    assert "narrator" in told and told["narrator"].startswith("the outlet's own voice (")
    last = [name.split()[-1] for name in told if name]
    assert last.count("Trump") == 1 and len({name.casefold() for name in told}) == len(told)
