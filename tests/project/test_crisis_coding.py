"""The coded crisis: offsets fit the texts, groups hold real claims, the test part stays frozen."""

import csv
import hashlib
import json
import sys

import pytest

from analysis.paths import PROJECT

sys.path.insert(0, str(PROJECT / "benchmarks"))
import coding
from score_groups import score

FOLDER = PROJECT / "benchmarks" / "crisis"
# sha256 of the texts and codings of the test articles, in the order of their names
FROZEN = "f488091b9f0291b11c0463e2576a5f86b782480261cff4b7ea5c82c77b4040d7"


@pytest.fixture(scope="module")
def coded() -> dict[str, dict]:
    """The coded articles by their ids."""
    paths = sorted((FOLDER / "coding").glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def rows(name: str) -> list[dict]:
    """The rows of a table of the crisis."""
    with open(FOLDER / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_coding_is_of_the_text_beside_it(coded):
    """By the hash of its bytes; and every article of the list is coded."""
    assert set(coded) == {row["article_id"] for row in rows("articles.csv")}
    for name, article in coded.items():
        data = (FOLDER / f"{name}.txt").read_bytes()
        assert article["sha256"] == hashlib.sha256(data).hexdigest(), name


def test_nothing_coded_dangles(coded):
    """Answers point to claims, voices and holders to statements, spans into the text."""
    for name, article in coded.items():
        length = len((FOLDER / f"{name}.txt").read_bytes().decode("utf-8"))
        claims = {row["id"] for row in article["claims"]}
        voices = {row["id"] for row in article["attributions"]} | {"", "outlet"}
        assert {row["claim_id"] for row in article["responses"]} <= claims, name
        assert {row["voice"] for row in article["acts"]} <= voices, name
        assert {row["holder"] for row in article["hedges"]} <= voices, name
        for layer in ("attributions", "claims", "responses", "hedges", "acts", "mentions"):
            spans = [(row["start"], row["end"]) for row in article[layer]]
            assert all(0 <= start < end <= length for start, end in spans), (name, layer)


def test_the_test_part_is_as_it_was_frozen():
    """No text and no coding of it changes: what was scored once stays what it was."""
    digest = hashlib.sha256()
    for row in sorted(rows("splits.csv"), key=lambda row: row["article_id"]):
        if row["split"] == "test":
            digest.update((FOLDER / f"{row['article_id']}.txt").read_bytes())
            digest.update((FOLDER / "coding" / f"{row['article_id']}.json").read_bytes())
    assert digest.hexdigest() == FROZEN


def test_groups_join_claims_that_are_there(coded):
    """Each row names a coded claim once a group; a group spans two articles or more."""
    groups = {}
    for row in rows("groups.csv"):
        assert row["relation"] in ("same", "copy", "update"), row
        assert row["claim_id"] in {c["id"] for c in coded[row["article_id"]]["claims"]}, row
        members = groups.setdefault(row["group"], [])
        assert (row["article_id"], row["claim_id"]) not in members, row
        members.append((row["article_id"], row["claim_id"]))
    assert len(groups) > 400
    assert all(len({article for article, _ in members}) > 1 for members in groups.values())


def test_what_one_article_took_from_another_is_grouped():
    """Every row of the lineage has shared claims: ten for a copy or translation, one for a line."""
    told = {}
    for row in rows("groups.csv"):
        told.setdefault(row["article_id"], set()).add(row["group"])
    for row in rows("lineage.csv"):
        shared = told[row["article_id"]] & told[row["takes_from"]]
        least = 10 if row["how"] in ("near copy", "translated") else 1
        assert len(shared) >= least, row


def test_pairs_of_claims_are_scored_by_hand():
    """Two coded pairs, of which one is joined, beside one that nobody coded."""
    coded_as = {("a:c1", "b:c1"): "copy", ("a:c2", "b:c2"): "same"}
    found = score(coded_as, {("a:c1", "b:c1"), ("a:c3", "b:c3")}, draws=10)
    assert (found["precision"], found["recall"]) == (0.5, 0.5)
    assert (found["recall_copy"], found["recall_same"]) == (1.0, 0.0)


def test_the_readme_counts_what_is_coded(coded):
    """Its table of layers, by split; and how many groups there are."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    parts = {row["article_id"]: row["split"] for row in rows("splits.csv")}
    for layer in ("claims", "responses", "attributions", "acts", "hedges", "loaded", "mentions"):
        counted = {part: 0 for part in ("all", "train", "dev", "test")}
        for name, article in coded.items():
            for part in ("all", parts[name]):
                counted[part] += len(article[layer])
        line = f"| {layer} | " + " | ".join(f"{n:,}" for n in counted.values()) + " |"
        assert line in text, line
    groups = rows("groups.csv")
    assert f"{len({row['group'] for row in groups})} groups, {len(groups):,} rows" in text


def test_the_agreement_of_the_two_readers_can_be_computed_again():
    """All figures but the intervals, from the two codings that are kept."""
    labels = PROJECT / "benchmarks" / "labels"
    saved = json.loads(coding.AGREEMENT.read_text(encoding="utf-8"))
    found = coding.agree_folders(labels / "first", labels / "second", draws=0)
    assert saved.keys() == found.keys()
    for corpus, layers in found.items():
        for layer in coding.SPAN_SCORES:
            for name, row in layers[layer].items():
                assert row | {"interval": None} == saved[corpus][layer][name] | {"interval": None}
