"""Exports say what the tables say, in formats that real parsers read, and nothing in them is active."""

import csv
import dataclasses
import html
import json
import re
import shutil
from dataclasses import fields, replace

import html5lib
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

import analysis
from analysis import Article, export
from analysis.export import brat, brief
from analysis.paths import REGISTER
from analysis.pipeline import Annotations
from analysis.register import (
    JUDGED,
    RegisterError,
    add_correction,
    add_decision,
    add_evidence,
    adjudicate,
    corrections,
    displayed,
    load_register,
    merge,
    undo,
)
from analysis.tables import frame
from tests.cases import load_cases

HOSTILE = Article(
    "../../evil",
    '=HYPERLINK("http://x") Storm\n\n<script>alert(1)</script> Minister Ana Holmberg said that 40 ships were lost. '
    "“We will <img src=x onerror=alert(2)> return,” she said.\u202e\x00\n\n@SUM(A1) Officials denied this\tin Norvik.",
    title="<b onclick=alert(3)>Storm</b>",
    outlet="</title><script>",
    url="javascript:alert(4)",
)
OPEN = "c-mchajv2m"  # "at least 83 people died"
OA, SCHEMA = "http://www.w3.org/ns/oa#", "http://schema.org/"


@pytest.fixture(scope="module")
def hostile_notes():
    return analysis.annotate(HOSTILE)


@pytest.fixture(scope="module")
def book(tmp_path_factory, notes, article):
    """The desk's register with one decision withdrawn, so that one claim carries a machine's suggestion only."""
    folder = tmp_path_factory.mktemp("book") / "register"
    shutil.copytree(REGISTER, folder, ignore=shutil.ignore_patterns(".*"))
    return merge(undo(load_register(folder), "desk", OPEN), notes.claims, [article])


@pytest.fixture(scope="module")
def out(tmp_path_factory, article, notes, book):
    """Every format of the user's article."""
    folder = tmp_path_factory.mktemp("out")
    export.write(article, notes, folder, export.FORMATS, book)
    return folder


@pytest.fixture(scope="module")
def hostile_out(tmp_path_factory, hostile_notes):
    """Every format of an article that tries to get out."""
    folder = tmp_path_factory.mktemp("hostile") / "deep" / "out"
    export.write(
        HOSTILE, hostile_notes, folder, export.FORMATS, load_register(folder.parent / "none")
    )
    return folder


def only(folder, pattern: str):
    found = sorted(folder.glob(pattern))
    assert len(found) == 1, found
    return found[0]


# --- W3C Web Annotation --------------------------------------------------------------------------------------------------


def context_only(url: str, options: dict) -> dict:
    """A document loader without network.

    Our own copies of the two contexts, as far as the exports may use them.
    """
    documents = {
        "http://www.w3.org/ns/anno.jsonld": {"@context": load_cases("anno_context")[0]["@context"]},
        "https://schema.org": {"@context": {"@vocab": SCHEMA}},
        "https://schema.org/": {"@context": {"@vocab": SCHEMA}},
    }
    return {"contextUrl": None, "documentUrl": url, "document": documents[url]}


def expand(path) -> list[dict]:
    return jsonld.expand(
        json.loads(path.read_text(encoding="utf-8")), {"documentLoader": context_only}
    )


def keys(node) -> set[str]:
    """Every key used anywhere in a JSON document."""
    if isinstance(node, list):
        return set().union(*map(keys, node)) if node else set()
    return set(node) | keys(list(node.values())) if isinstance(node, dict) else set()


def page_items(path) -> list[dict]:
    page = expand(path)[0]["http://www.w3.org/ns/activitystreams#first"][0]
    return page["http://www.w3.org/ns/activitystreams#items"][0]["@list"]


@pytest.mark.parametrize("which", ["out", "hostile_out"])
def test_web_annotations_expand_without_losing_a_term(which, request):
    """A JSON-LD processor keeps every key (unknown ones would be dropped) and finds every annotation complete."""
    path = next(
        p for p in request.getfixturevalue(which).glob("*.jsonld") if "claimreview" not in p.name
    )
    data = json.loads(path.read_text(encoding="utf-8"))
    assert keys(data) - {"@context"} <= set(load_cases("anno_context")[0]["@context"])
    items = page_items(path)
    assert len(items) == data["total"] == len(data["first"]["items"]) and len(
        {i["@id"] for i in items}
    ) == len(items)
    for item in items:
        assert item["@type"] == [OA + "Annotation"] and {
            OA + k for k in ("hasBody", "hasTarget", "motivatedBy")
        } <= set(item)
        assert item[OA + "motivatedBy"][0]["@id"] in (OA + "classifying", OA + "assessing")
        assert item["http://purl.org/dc/terms/creator"][0]["http://xmlns.com/foaf/0.1/name"]


@pytest.mark.parametrize(("which", "source"), [("out", "article"), ("hostile_out", None)])
def test_every_selector_points_at_its_words(which, source, request):
    """exact is the text between start and end, prefix and suffix are what stands beside it."""
    text = (request.getfixturevalue(source) if source else HOSTILE).text
    path = next(
        p for p in request.getfixturevalue(which).glob("*.jsonld") if "claimreview" not in p.name
    )
    seen = 0
    for item in json.loads(path.read_text(encoding="utf-8"))["first"]["items"]:
        for target in item["target"] if isinstance(item["target"], list) else [item["target"]]:
            quote, place = target["selector"]
            assert text[place["start"] : place["end"]] == quote["exact"] != ""
            assert text[: place["start"]].endswith(quote["prefix"]) and text[
                place["end"] :
            ].startswith(quote["suffix"])
            seen += 1
    assert seen > 8


def test_decisions_are_annotations_of_their_reviewer(out):
    """The desk's standing decisions are assessments by the desk with a date.

    What the machine found is software's, classifying.
    """
    items = json.loads(
        next(p for p in out.glob("*.jsonld") if "claimreview" not in p.name).read_text()
    )["first"]["items"]
    assessed = [
        i for i in items if i["motivation"] == "assessing" and i["creator"]["name"] == "desk"
    ]
    assert len(assessed) == 29 and {i["created"] for i in assessed} == {"2026-11-22T00:00:00Z"}
    assert {i["creator"]["type"] for i in items if i["motivation"] == "classifying"} <= {
        "Software",
        "Organization",
    }
    assert not any(
        b["purpose"] == "classifying"
        for i in items
        if i["creator"]["type"] == "Software"
        for b in i["body"]
    )


# --- ClaimReview ---------------------------------------------------------------------------------------------------------


def reviews_in(path) -> dict[str, dict]:
    """The reviews of a file by the ids of their claims; it holds nothing else."""
    nodes = expand(path)
    assert {node["@type"][0] for node in nodes} <= {SCHEMA + "ClaimReview"}
    return {n[SCHEMA + "itemReviewed"][0][SCHEMA + "identifier"][0]["@value"]: n for n in nodes}


def test_only_what_people_judged_is_published(out, book):
    """A ClaimReview for each judged claim, and of what only a machine reads nothing."""
    reviews = reviews_in(only(out, "*.claimreview.jsonld"))
    assert len(reviews) == 25 < len(book.claims)
    for node in reviews.values():
        claim = node[SCHEMA + "itemReviewed"][0]
        assert claim[SCHEMA + "description"][0]["@value"].startswith(
            ("said by ", "told in the outlet’s own voice (El Día")
        )
        assert node[SCHEMA + "author"][0][SCHEMA + "name"][0]["@value"] == "desk"
        assert (
            node[SCHEMA + "reviewRating"][0][SCHEMA + "alternateName"]
            and node[SCHEMA + "reviewBody"]
        )


def test_withdrawn_and_stale_decisions_are_no_reviews(tmp_path, article, notes):
    """A review is published only while it stands and was taken on the words that stand."""
    shutil.copytree(REGISTER, tmp_path / "r", ignore=shutil.ignore_patterns(".*"))
    register = undo(load_register(tmp_path / "r"), "desk", OPEN)
    decisions = register.decisions.copy()
    decisions.loc[decisions["claim_id"] == "c-winheg3k", "seen_basis_hash"] = "0" * 16
    register = replace(register, decisions=decisions)
    path = export.write(article, notes, tmp_path / "out", "claimreview", register)
    reviews = reviews_in(path[0])
    assert len(reviews) == 24 and not {OPEN, "c-winheg3k"} & set(reviews)


def test_undecided_matters_are_no_reviews(out, book):
    """An accusation that was really made, with its substance not looked into, is published as no review."""
    judged = displayed(book).set_index("claim_id")["matter"]
    ids = set(reviews_in(only(out, "*.claimreview.jsonld")))
    assert ids == set(judged[judged.isin(JUDGED)].index) and (judged == "not_assessed").sum() == 4


def test_reviewers_who_agree_sign_together(tmp_path, article, notes):
    """Both names and both reasons; the brief counts those on which they differ."""
    book = merge(load_register(tmp_path / "r"), notes.claims, [article])
    one, two = book.claims["claim_id"][:2]
    for name, matter in (("Ana", "refuted"), ("Bo", "corroborated")):
        book = add_decision(book, one, "faithful", "refuted", reviewer=name, reason=f"{name} saw")
        book = add_decision(book, two, "faithful", matter, reviewer=name, reason="a look")
    path = export.write(article, notes, tmp_path / "o", "claimreview", book)
    (node,) = json.loads(path[0].read_text(encoding="utf-8"))["@graph"]
    assert [author["name"] for author in node["author"]] == ["Ana", "Bo"]
    assert node["reviewBody"] == "Ana: Ana saw\nBo: Bo saw"
    assert "2 decided by people, who differ on 1" in export.report(article, notes, book)
    nobody = merge(load_register(tmp_path / "none"), notes.claims, [article])
    assert export.write(article, notes, tmp_path / "none", "claimreview", nobody) == []


def test_contested_claims_stand_first_in_the_brief(tmp_path, article, notes):
    """What the text denies or disputes, then what sources say, then what the outlet says."""
    book = merge(load_register(tmp_path / "r"), notes.claims, [article])
    page = export.report(article, notes, book)
    told = displayed(book).set_index("claim_id").machine_status
    order = [told[cid] for cid in re.findall(r">(c-[a-z0-9-]+)</a>\)", page)]
    rank = [1 - (s in brief.CONTESTED) + (s == "unattributed") for s in order]
    assert len(order) == len(told) and rank == sorted(rank) and len({*rank}) == 3


@pytest.mark.parametrize(
    ("source", "actor", "name"),
    [
        ("Norrland's harbour minister, Ana Holm", "Ana Holm", "Ana Holm"),
        ("Holm", "Ana Holm", "Ana Holm"),
        ("the harbour office of Vik", "", "the harbour office of Vik"),
        ("It", "", None),
        ("The army", "", None),
        ("the minister", "", None),
    ],
)
def test_an_author_is_somebody_with_a_name(tmp_path, article, notes, source, actor, name):
    """One name for one person, whatever the text calls them; "the army" and "It" name nobody."""
    claims = notes.claims.assign(source=source, source_actor=actor, source_type="institution")
    mine = replace(notes, claims=claims)
    book = merge(load_register(tmp_path / "r"), claims, [article])
    first = book.claims["claim_id"][0]
    book = add_decision(book, first, "faithful", "refuted", reviewer="Ana", reason="seen")
    path = export.write(article, mine, tmp_path / "o", "claimreview", book)
    (node,) = json.loads(path[0].read_text(encoding="utf-8"))["@graph"]
    assert node["itemReviewed"].get("author", {"name": None})["name"] == name


def test_reviewers_who_differ_publish_nothing(tmp_path, article, notes):
    """In conflict: no rating is anybody's."""
    shutil.copytree(REGISTER, tmp_path / "r", ignore=shutil.ignore_patterns(".*"))
    register = add_decision(
        load_register(tmp_path / "r"), OPEN, "faithful", "refuted", reviewer="Ana", reason="x"
    )
    path = export.write(article, notes, tmp_path / "out", "claimreview", register)
    assert len(reviews_in(path[0])) == 25 and OPEN not in reviews_in(path[0])


VOCABULARY = {case["id"]: case for case in load_cases("schema_org")}
DATATYPES = {str: {"Text", "URL", "Date"}, int: {"Number", "Integer"}}


def not_allowed(node: dict, where: str = "") -> list[str]:
    """What schema.org does not allow in a node: properties of other types, values out of range."""
    kinds, wrong = VOCABULARY["types"]["types"], []
    for key, value in node.items():
        if key.startswith("@"):
            continue
        at = f"{where}{node['@type']}.{key}"
        known = VOCABULARY.get(key, {"of": [], "takes": []})
        if not set(kinds[node["@type"]]) & set(known["of"]):
            wrong.append(f"{at}: no such property")
        for item in value if isinstance(value, list) else [value]:
            is_node = isinstance(item, dict)
            given = set(kinds[item["@type"]]) if is_node else DATATYPES[type(item)]
            if not given & set(known["takes"]):
                wrong.append(f"{at}: takes {known['takes']}")
            wrong += not_allowed(item, f"{at}/") if is_node else []
    return wrong


def test_reviews_hold_properties_and_ranges_of_schema_org(out):
    """Every property is one that schema.org gives the type, every value within its range."""
    nodes = json.loads(only(out, "*.claimreview.jsonld").read_text(encoding="utf-8"))["@graph"]
    assert len(nodes) >= 24 and [w for n in nodes for w in not_allowed(n)] == []
    odd = {"@type": "ClaimReview", "verdict": "true", "reviewRating": "true", "headline": 4}
    assert len(not_allowed(odd)) == 4


def test_reviews_have_what_google_requires(tmp_path, article, notes, book):
    """The required properties of its documentation on ClaimReview.

    ClaimReviewed, reviewRating with alternateName, and
    the url of the page; the rating's number lies within its scale."""
    site = "https://desk.example/checks/"
    path = export.write(article, notes, tmp_path / "out", "claimreview", book, site=site)
    nodes = json.loads(path[0].read_text(encoding="utf-8"))["@graph"]
    reviews = [n for n in nodes if n["@type"] == "ClaimReview"]
    for node in reviews:
        rating = node["reviewRating"]
        for part in (node, rating):
            assert all(part[key] for key in VOCABULARY["google"]["required"][part["@type"]])
        assert [author["name"] for author in node["author"]] == ["desk"]
        assert node["url"] == f"{site}#{node['itemReviewed']['identifier']}"
        known = "ratingValue" in rating  # nothing was found false where evidence lacks or conflicts
        assert known == (rating["alternateName"] not in ("Disputed", "Unsupported"))
        assert not known or rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
    assert len({n["url"] for n in reviews}) == len(reviews) == 25
    with pytest.raises(ValueError, match="must begin with http"):
        export.write(article, notes, tmp_path / "o", "claimreview", book, site="javascript:x")


def test_words_that_the_source_did_not_say_are_not_pinned_on_it(out):
    """Refuted words that were found mistranslated have no author, and the review says why."""
    nodes = json.loads(only(out, "*.claimreview.jsonld").read_text(encoding="utf-8"))["@graph"]
    claims = [n["itemReviewed"] for n in nodes]
    denied = [c for c in claims if "Found mis" in c["description"]]
    assert len(denied) == 4 and not any("author" in c for c in denied)
    assert sum("author" in c for c in claims) > 10


def test_a_source_corrected_after_the_decision_is_no_author(article, notes, book, tmp_path):
    """The verdict was on somebody else's words; decided after the correction, it is on theirs."""
    claims = book.claims.assign(source="Otto Heim", source_type="named_person", flags="corrected")
    for seen, named in (("somebody else", False), ("otto heim", True)):
        decisions = book.decisions.assign(seen_reading=f"asserted | {seen} | named_person | ")
        changed = dataclasses.replace(book, claims=claims, decisions=decisions)
        (path,) = export.write(article, notes, tmp_path / seen, "claimreview", changed)
        assert ('"name": "Otto Heim"' in path.read_text(encoding="utf-8")) == named


# --- Hypothes.is, and back -----------------------------------------------------------------------------------------------


def test_hypothesis_takes_them(out, article, book):
    """uri, text, tags and a target by quotation: what its API asks for.

    The words are the article's.
    """
    data = json.loads(only(out, "*.hypothesis.json").read_text(encoding="utf-8"))
    assert len(data["annotations"]) == len(book.claims) + 29
    for item in data["annotations"]:
        (target,) = item["target"]
        (selector,) = target["selector"]
        assert set(item) == {"uri", "document", "text", "tags", "target"}
        assert target["source"] == item["uri"] and selector["type"] == "TextQuoteSelector"
        assert selector["exact"] in article.text and all(isinstance(t, str) for t in item["tags"])


@pytest.mark.parametrize("pattern", ["000*1.jsonld", "*.ann", "*.hypothesis.json", "*.jsonld"])
def test_what_was_written_is_read_again(out, article, book, pattern):
    """Claims come back with the places they had, from brat, W3C annotations and Hypothes.is."""
    names = [p for p in sorted(out.glob(pattern)) if "claimreview" not in p.name]
    for path in names:
        text = path.read_text(encoding="utf-8")
        read = export.read_brat if path.suffix == ".ann" else export.read_annotations
        spans = read(text, article)
        claims = spans[spans["kind"].str.lower() == "claim"]
        assert set(zip(claims["start"], claims["end"], strict=True)) == set(
            zip(book.claims["start"], book.claims["end"], strict=True)
        )
        assert [article.text[r.start : r.end] for r in claims.itertuples()] == list(claims["quote"])


def test_another_coders_brat_becomes_corrections(out, article, notes, tmp_path):
    """The machine's own export asks for nothing.

    An edited one for what was edited, and that holds in the next run.
    """
    standoff = only(out, "*.ann").read_text(encoding="utf-8")
    coded = export.read_brat(standoff, article)
    machine = coded[coded["kind"] != "Claim"]
    assert export.differences(machine, notes, article).empty
    act = next(r for r in machine.itertuples() if r.kind == "Act")
    act.values["Rung"] = "9" if act.values["Rung"] != "9" else "8"
    rows = export.differences(machine, notes, article)
    assert rows[["what", "field", "to"]].values.tolist() == [["acts", "rung", act.values["Rung"]]]
    register = load_register(tmp_path / "r")
    for row in rows.to_dict("records"):
        register = add_correction(register, article, **row, who="Bo", why="coded in brat")
    again = analysis.annotate(article, corrections=corrections(register))
    assert export.differences(machine, again, article).empty


def test_a_label_of_no_table_is_named(article, notes):
    """What somebody marked as something else is compared with nothing, and they are told so."""
    coded = export.read_brat(f"T1\tRumour 0 4\t{article.text[:4]}\n", article)
    with pytest.warns(UserWarning, match="not compared: Rumour"):
        assert export.differences(coded, notes, article).empty


def test_other_words_of_a_claim_are_a_correction(article, notes, tmp_path):
    """A coder's own bounds of a claim that the machine has hold in the next run."""
    claim = max(notes.claims.to_dict("records"), key=lambda c: c["end"] - c["start"])
    end = claim["start"] + claim["quote"].rindex(" ")
    words = article.text[claim["start"] : end].replace("\n", " ")
    coded = export.read_brat(f"T1\tClaim {claim['start']} {end}\t{words}\n", article)
    (row,) = export.differences(coded, notes, article).to_dict("records")
    register = load_register(tmp_path / "r")
    register = add_correction(register, article, **row, who="Bo", why="read otherwise")
    again = analysis.annotate(article, corrections=corrections(register))
    assert (claim["start"], end) in set(zip(again.claims.start, again.claims.end, strict=True))


def test_what_cannot_be_compared_is_told(article, notes):
    """An attribute of another name, words that the text does not have, what is no JSON."""
    coded = export.read_brat(f"T1\tClaim 0 4\t{article.text[:4]}\nA1\tStatus T1 denied\n", article)
    with pytest.warns(UserWarning, match="not compared: Status"):
        export.differences(coded, notes, article)
    selector = {"type": "TextQuoteSelector", "exact": "words of another text"}
    lost = {"target": {"selector": [selector]}, "tags": ["Claim"]}
    with pytest.warns(UserWarning, match="words not found in the text, not compared: 1"):
        assert export.differences(
            export.read_annotations(json.dumps(lost), article), notes, article
        ).empty
    with pytest.raises(ValueError, match="this is no JSON"):
        export.read_annotations("{", article)


def test_what_a_coder_left_unmarked_is_dropped_only_when_they_coded_the_whole(article, notes, out):
    """Three claims of many are marked: nothing is dropped, unless all were to be marked."""
    coded = export.read_brat(only(out, "*.ann").read_text(encoding="utf-8"), article)
    few = coded[coded["kind"] == "Claim"].head(3)
    assert export.differences(few, notes, article).empty
    dropped = export.differences(few, notes, article, whole=True)
    assert set(dropped["field"]) == {"drop"} and len(dropped) == len(notes.claims) - 3


def test_a_broken_standoff_is_named(article):
    """A line of no known form, or words that do not stand there."""
    with pytest.raises(ValueError, match="line 1: the text does not read"):
        export.read_brat("T1\tClaim 0 4\tnope\n", article)
    with pytest.raises(ValueError, match="line 2"):
        export.read_brat(f"T1\tClaim 0 4\t{article.text[:4]}\nT2 odd\n", article)
    with pytest.raises(ValueError, match="no annotation"):
        export.read_annotations("{}", article)


# --- brat ----------------------------------------------------------------------------------------------------------------


def read_brat(folder, name: str) -> tuple[str, dict[str, tuple], dict[str, list]]:
    """A reader of brat's standoff as its manual has it: (text, entities, rest by kind).

    Strict about every line.
    """
    text = (folder / f"{name}.txt").read_bytes().decode("utf-8")
    entities, rest = {}, {"R": [], "A": [], "#": []}
    for line in (folder / f"{name}.ann").read_bytes().decode("utf-8").split("\n")[:-1]:
        number, body, *tail = line.split("\t", 2)
        if number[0] == "T":
            kind, where = re.fullmatch(r"(\w+) (\d+ \d+(?:;\d+ \d+)*)", body).groups()
            spans = [tuple(map(int, pair.split())) for pair in where.split(";")]
            entities[number] = (kind, spans, tail[0])
        else:
            rest[number[0]].append((number, body, *tail))
    return text, entities, rest


@pytest.mark.parametrize("which", ["out", "hostile_out"])
def test_brat_files_are_read_by_the_rules_of_the_format(which, request):
    """Offsets and texts agree, fragments hold no line break, arguments exist, types and values are configured."""
    folder = request.getfixturevalue(which)
    text, entities, rest = read_brat(folder, only(folder, "*.ann").stem)
    conf = (folder / "annotation.conf").read_text(encoding="utf-8")
    kinds = set(conf.split("[relations]")[0].split()[1:])
    values = {
        m[0]: (m[1], m[2].split("|"))
        for m in re.findall(r"^(\w+)\tArg:(\w+), Value:(\S+)$", conf, re.M)
    }
    assert len(entities) > 5 and rest["R"] and rest["A"]
    for kind, spans, words in entities.values():
        assert (
            kind in kinds
            and spans == sorted(spans)
            and all(0 <= a < b <= len(text) for a, b in spans)
        )
        assert words == " ".join(text[a:b] for a, b in spans) and not re.search(r"[\n\r\t]", words)
    for _, body in rest["R"]:
        kind, one, two = re.fullmatch(r"(\w+) Arg1:(T\d+) Arg2:(T\d+)", body).groups()
        assert (entities[one][0], entities[two][0]) == (
            "Content",
            {"SaidBy": "Source", "SaidWith": "Cue"}[kind],
        )
    for _, body in rest["A"]:
        kind, arg, value = body.split(" ")
        assert entities[arg][0] == values[kind][0] and value in values[kind][1]


def test_the_brat_text_is_the_article(out, article, notes):
    """The text file is the untouched text, so that the offsets of the tables hold in it."""
    text, entities, _ = read_brat(out, article.article_id)
    assert text == article.text
    assert sorted(spans for kind, spans, _ in entities.values() if kind == "Hedge") == sorted(
        [(h.start, h.end)] for h in notes.hedges.itertuples()
    )


def no_register():
    return load_register(REGISTER.parent / "no such folder")


NOTHING, NOBODY = {f.name: frame(f.name, []) for f in fields(Annotations)}, no_register()


@given(st.text(min_size=1, max_size=60), st.data())
def test_spans_of_any_text_survive_in_brat(text, data):
    """Line breaks of every kind, tabs, controls.

    The fragments together are the span without its breaks.
    """
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    hedges = frame(
        "hedges",
        [
            {
                "article_id": "a",
                "sentence_id": 0,
                "start": start,
                "end": end,
                "text": text[start:end],
                "category": "POSS",
                "strength": 3,
                "voice": "",
                "holder": "",
                "rule": "r",
            }
        ],
    )
    standoff = brat.standoff(
        Article("a", text), Annotations(**{**NOTHING, "hedges": hedges}), NOBODY
    )
    lines = [line for line in standoff.split("\n") if line.startswith("T")]
    assert len(lines) == bool(text[start:end].strip())
    for line in lines:
        spans = [
            tuple(map(int, p.split()))
            for p in re.match(r"T1\tHedge ([\d ;]+)\t", line)[1].split(";")
        ]
        inside = "".join(text[a:b] for a, b in spans)
        assert "".join(inside.split()) == "".join(text[start:end].split()) and not re.search(
            r"[\n\r\t\x85\u2028]", inside
        )


# --- tables --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["out", "hostile_out"])
def test_no_csv_cell_is_a_formula(which, request):
    """No text cell of any table begins with what a spreadsheet computes; numbers stay numbers."""
    cells = 0
    for path in request.getfixturevalue(which).glob("*.csv"):
        with open(path, encoding="utf-8", newline="") as file:
            for row in list(csv.reader(file))[1:]:
                for cell in row:
                    cells += 1
                    assert not cell.startswith(("=", "+", "@", "\t", "\r")) and not re.match(
                        r"-(?!\d+(\.\d+)?(e-?\d+)?$)", cell
                    ), (path.name, cell)
    assert cells > 300


def test_the_hostile_formula_is_there_and_disarmed(hostile_out):
    """What was disarmed is shown with an apostrophe, not dropped."""
    assert any(
        "'=HYPERLINK" in path.read_text(encoding="utf-8") for path in hostile_out.glob("*.csv")
    )


def test_parquet_holds_every_table_as_it_is(out, notes, book):
    """All layers and the register's tables, with rows, columns and text as in memory."""
    for name, table in notes.tables().items():
        read = pd.read_parquet(out / f"{name}.parquet")
        assert list(read.columns) == list(table.columns) and len(read) == len(table)
    for name in ("claims", "decisions", "evidence", "corrections"):
        read = pd.read_parquet(out / f"register_{name}.parquet")
        assert read.astype(str).values.tolist() == getattr(book, name).astype(str).values.tolist()
    assert len(pd.read_parquet(out / "displayed.parquet")) == len(book.claims)


# --- the brief -----------------------------------------------------------------------------------------------------------


def elements(path):
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        path.read_text(encoding="utf-8")
    )
    return list(tree.iter())


@pytest.mark.parametrize("which", ["out", "hostile_out"])
def test_the_brief_is_strict_html_that_needs_nothing_and_runs_nothing(which, request):
    """A strict parser takes it; no script, no handler, no form, no frame.

    Every picture is inside, every link plain http(s).
    """
    nodes = [
        n
        for n in elements(only(request.getfixturevalue(which), "*.html"))
        if isinstance(n.tag, str)
    ]
    assert not {n.tag for n in nodes} & {
        "script",
        "iframe",
        "object",
        "embed",
        "form",
        "link",
        "base",
        "svg",
    }
    for node in nodes:
        assert not any(name.lower().startswith("on") for name in node.attrib)
        assert node.get("src", "data:image/png;base64,").startswith("data:image/png;base64,")
        assert re.match(r"https?://|#p", node.get("href", "https://"))
        assert "noopener" in node.get("rel", "noopener") and (node.tag != "img" or node.get("alt"))
    policies = [n.get("content") for n in nodes if n.get("http-equiv") == "Content-Security-Policy"]
    assert len(policies) == 1 and "default-src 'none'" in policies[0]


def test_the_brief_shows_text_claims_and_charts(out, article, book):
    """The text, every claim with its source and status, and charts with their descriptions."""
    nodes = elements(only(out, "*.html"))
    words = re.sub(r"\s+", " ", "".join(nodes[0].itertext()))
    for paragraph in article.text.split("\n\n"):
        assert " ".join(paragraph.split()) in words
    cards = [n for n in nodes if n.get("class") == "ss-claim"]
    shown = displayed(book)
    worked = (shown.decided_by == "reviewer") | shown.claim_id.isin(book.evidence.claim_id)
    assert len(cards) == worked.sum() < len(shown)
    assert all(len("".join(card[0].itertext()).strip()) > 3 for card in cards)
    told = [" ".join("".join(n.itertext()).split()) for n in nodes if n.tag == "td"]
    for quote in shown.quote[~worked]:
        assert any(cell.startswith(f"“{' '.join(quote.split())}” (") for cell in told)
    assert (
        "the machine reads in the text" in words
        and "so: in part" in words
        and "For (" in words
        and "Against (" in words
    )
    assert sum(n.tag == "img" for n in nodes) >= 2


def test_the_brief_of_a_case_bears_its_name(article, notes, book):
    """Its title is the case's, and its counts are those of the register behind it."""
    page = export.report(article, notes, book, "The <closed> dam")
    assert page.count("The &lt;closed&gt; dam") == 2 and "<title>The &lt;closed" in page
    shown = displayed(book)
    decided = int((shown["decided_by"] == "reviewer").sum())
    assert page.count(f"{len(shown)} claims, {decided} decided by people") == 2
    undecided = len(shown) - page.count('<section class="ss-claim"')
    assert f"{undecided} claims on which nobody" in page


def test_a_renamed_article_is_exported_with_its_decisions(tmp_path, article, notes):
    """Registered under another id, the decisions stand in the brief and the reviews all the same."""
    renamed = replace(article, article_id="renamed")
    mine = Annotations(
        **{
            name: table.assign(article_id="renamed") if "article_id" in table else table
            for name, table in notes.tables().items()
        }
    )
    with pytest.warns(UserWarning, match="has the very text of renamed"):
        page = export.report(renamed, mine, load_register())
    assert ", 30 decided by people" in page


def test_a_card_shows_what_was_translated_with_its_address(tmp_path, article, notes):
    """The original words with link and language, or that a mistranslation lacks them."""
    register = merge(load_register(tmp_path / "r"), notes.claims, [article])
    one, two, three = register.claims["claim_id"][:3]
    for cid, saying in ((one, "mistranslated"), (two, "mistranslated"), (three, "faithful")):
        register = add_decision(register, cid, saying, "disputed", reviewer="Ana", reason="x")
    told = {"added_by": "Ana", "original_wording": "la grúa <b>cayó</b>", "language": "es"}
    with pytest.raises(RegisterError, match="original_wording without the address"):
        add_evidence(register, one, "qualifies", "The post says so.", **told)
    url = "https://example.org/grua"
    register = add_evidence(register, one, "qualifies", "The post says so.", url=url, **told)
    shown = displayed(register)
    claims = register.claims.set_index("claim_id", drop=False)
    rows = {row["claim_id"]: row for row in shown.to_dict("records")}
    cards = [export.card(register, claims.loc[c].to_dict(), rows[c]) for c in (one, two, three)]
    wording = re.search(r'<p class="ss-original">.*?</p>', cards[0])[0]
    assert "“la grúa &lt;b&gt;cayó&lt;/b&gt;” (in es, <a" in wording and f'href="{url}"' in wording
    assert "In the original: on no page that was found" in cards[1]
    assert "ss-original" not in cards[2]


def test_claims_that_nobody_worked_on_are_one_table_that_unfolds(tmp_path, article, notes):
    """Words, who says them, what the text adds, and where, if there are several; a card in each."""
    book = merge(load_register(tmp_path / "r"), notes.claims, [article])
    first = book.claims["claim_id"][0]
    some = {article.article_id: "The <b>Post</b>"}
    alone = export.cards(book, displayed(book), some).html
    assert alone.count("<details><summary>“") == len(book.claims) == alone.count('"ss-claim"')
    assert "who says it" in alone and "Post" not in alone and "because" in alone
    row = book.claims.iloc[2]
    words = f"…{row.prefix}<b>{row.quote}</b>{row.suffix}…".replace("\n", " ")
    assert words in html.unescape(alone).replace("\n", " ")
    book = add_decision(book, first, "faithful", "refuted", reviewer="Ana", reason="seen")
    both = export.cards(book, displayed(book), some | {"other": "Other"}).html
    assert both.count('<section class="ss-claim" style') == 1 and "&lt;b&gt;Post" in both
    assert f"{len(book.claims) - 1} claims on which nobody has decided" in both


def test_a_claim_of_a_brief_leads_to_its_words_in_the_text(out):
    """Each link within the page has its place there, just before the words of the claim."""
    page = only(out, "*.html").read_text(encoding="utf-8")
    links = re.findall(r'href="#(p[^"]+)"', page)
    assert len(links) > 3 and all(page.count(f'<a id="{name}"></a>') == 1 for name in links)


def test_a_card_tells_reviewers_apart(tmp_path, article, notes):
    """One line each with name, day, answers and reason; the adjudication comes last."""
    register = merge(load_register(tmp_path / "r"), notes.claims, [article])
    claim_id = register.claims["claim_id"][0]

    def lines():
        shown = displayed(register).iloc[0].to_dict()
        card = export.card(register, register.claims.iloc[0].to_dict(), shown)
        html = re.search(r'<p class="ss-decided">(.*?)</p>', card)[1]
        return [re.sub("<[^>]*>", "", line) for line in html.split("<br>")]

    for name, day, matter in (("Ana", "2021-05-04", "refuted"), ("Bo", "2021-05-05", "disputed")):
        given = {"reviewer": name, "date": day, "reason": f"the reason of {name}"}
        register = add_decision(register, claim_id, "faithful", matter, **given)
        if name == "Ana":
            assert lines() == ["Ana, 2021-05-04: the reason of Ana"]
    both = [
        "Ana, 2021-05-04 · said: faithful; so: refuted: the reason of Ana",
        "Bo, 2021-05-05 · said: faithful; so: disputed: the reason of Bo",
    ]
    assert lines() == both
    for judge in ("Cy", "Bo"):  # a third, or one of the two, whose first words still stand there
        given = {"reviewer": judge, "reason": "both were heard"}
        register = adjudicate(register, claim_id, "faithful", "disputed", **given)
        *first, last = lines()
        assert first == both and last.startswith(f"adjudicated by {judge}, 20")
        assert last.endswith(" · said: faithful; so: disputed: both were heard")
        register = undo(register, judge)


@pytest.mark.parametrize(("source", "shown"), [("Ana Dole", 0), ("the mill", 1)])
def test_a_card_shows_no_answer_of_a_source_to_itself(tmp_path, article, notes, source, shown):
    """An answer stands on the card where somebody else than the claim's source gives it."""
    register = merge(load_register(tmp_path / "r"), notes.claims, [article])
    answered = {"source": source, "response_source": "Ana Dole", "response_quote": "It is true"}
    claim = register.claims.iloc[0].to_dict() | answered
    card = export.card(register, claim, displayed(register).iloc[0].to_dict())
    assert card.count("It is true") == shown


# --- names, errors -------------------------------------------------------------------------------------------------------


def test_no_file_leaves_the_folder(hostile_out):
    """An id with ../ in it writes into the folder and nowhere else."""
    root = hostile_out.parent.parent
    assert {p.relative_to(root).parts[:2] for p in root.rglob("*") if p.is_file()} == {
        ("deep", "out")
    }


def test_ids_that_make_the_same_name_keep_their_own_files(tmp_path):
    """a/b and a_b, upper and lower case, dots alone.

    As many files as articles, on any file system.
    """
    articles = [
        Article(i, f"Officer {n} said that the bridge was closed.")
        for n, i in enumerate(["a/b", "a_b", "A_B", "..", ".", "x" * 300, "é"])
    ]
    paths = export.write(
        articles, analysis.annotate(articles), tmp_path / "out", "jsonld", no_register()
    )
    assert len({p.name.lower() for p in paths}) == 7 and all(
        p.parent == tmp_path / "out" and p.is_file() for p in paths
    )


def test_wrong_requests_are_refused_in_words(tmp_path, article, notes):
    """An unknown format and notes of another text are errors that say what to do.

    Nothing is written.
    """
    with pytest.raises(ValueError, match="unknown format pdf: choose from jsonld"):
        export.write(article, notes, tmp_path / "out", ["brat", "pdf"])
    with pytest.raises(ValueError, match="annotate it first"):
        export.write(
            Article(article.article_id, article.text + "!"), notes, tmp_path / "out", "brat"
        )
    assert not (tmp_path / "out").exists()


def test_nothing_is_half_written(tmp_path, article, notes, monkeypatch):
    """An error in the last format leaves no file of the first."""

    def fails(*_):
        raise OSError("disk full")

    monkeypatch.setitem(export.FORMATS, "brat", fails)
    with pytest.raises(OSError, match="disk full"):
        export.write(article, notes, tmp_path / "out", ["jsonld", "brat"])
    assert not list(tmp_path.rglob("*.jsonld"))


def test_other_peoples_words_in_the_register_are_inert_too(tmp_path, article, notes):
    """Reasons, findings, names and origins with tags and formulas come out as text."""
    register = merge(load_register(tmp_path / "r"), notes.claims, [article])
    cid = register.claims["claim_id"][0]
    register = add_evidence(
        register,
        cid,
        "supports",
        "=1+1<script>x</script>",
        added_by="<i>Bo</i>",
        url="https://example.org/?a=1&b='2",
        origin="@x",
    )
    register = add_decision(
        register,
        cid,
        "faithful",
        "disputed",
        reviewer="<img src=x>",
        reason="</table><script>alert(1)</script>",
    )
    paths = {
        p.name: p
        for p in export.write(article, notes, tmp_path / "out", ["html", "csv", "jsonld"], register)
    }
    page = next(p for name, p in paths.items() if name.endswith(".html"))
    assert not [n for n in elements(page) if n.tag == "script"]
    assert (
        "'=1+1<script>" in paths["register_evidence.csv"].read_text()
        and "<script" not in paths[f"{article.article_id}.jsonld"].read_text()
    )


def test_a_brief_counts_decided_claims_whose_article_is_gone(article, notes, book):
    """They stand on no page, so the head says how many they are."""
    other = replace(article, article_id="other", text="Nothing was said.")
    alone = analysis.annotate(other)
    page = export.report(other, alone, book, "The case")
    assert "30 decided claims belong to no article that is here" in page
    assert "belong to no article" not in export.report(article, notes, book, "The case")


def test_a_verdict_without_a_finding_claims_no_evidence(tmp_path, article, notes):
    """The card says that nothing is on record; the review gives the reviewer's reason alone."""
    register = merge(load_register(tmp_path / "r"), notes.claims, [article])
    cid = register.claims["claim_id"][0]
    register = add_decision(
        register, cid, "faithful", "corroborated", reviewer="Ana", reason="Mine"
    )
    assert "no finding on record" in export.report(article, notes, register)
    export.write(article, notes, tmp_path / "out", "claimreview", register)
    (node,) = reviews_in(only(tmp_path / "out", "*.claimreview.jsonld")).values()
    rated = node[SCHEMA + "reviewRating"][0]
    assert rated[SCHEMA + "ratingExplanation"][0]["@value"] == "Mine"


def test_silence_is_shown_as_no_answer(tmp_path):
    """In the brief's table of undecided claims, and on the card once somebody has decided."""
    text = "Orlan accused Varnia of cutting the cable. Varnia has not answered this charge."
    one = Article("cable", text)
    notes = analysis.annotate(one)
    register = merge(load_register(tmp_path / "r"), notes.claims, [one])
    assert "no answer, says the text, from Varnia" in export.report(one, notes, register)
    asked = register.claims[register.claims["response_quote"] != ""]["claim_id"].iloc[0]
    told = {"reviewer": "Ana", "reason": "x"}
    register = add_decision(register, asked, "faithful", "not_assessed", **told)
    page = export.report(one, notes, register)
    assert "No answer, says the text, from Varnia" in page and "Answered in the text" not in page
