"""Who is meant: names, aliases, metonyms, offices, short forms and pronouns, and nobody where two could be meant."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Article
from analysis.layers.actors.actor_list import KINDS, load_actors, titles_on, with_outlets
from analysis.layers.actors.mentions import find_mentions
from analysis.paths import LEXICONS
from analysis.text.parse import parse
from tests.cases import cases, load_cases

ACTORS = load_actors()
HEADER = "actor,aliases,side,kind\n"


def mentions_of(text, actors=ACTORS):
    parsed = next(parse([Article("case", text, published="2025-11-29")]))
    return parsed, find_mentions(parsed, actors)


@pytest.mark.parametrize("case", cases("actors"))
def test_every_mention_and_no_other(case):
    """Each text gives exactly the mentions listed: surface, actor and kind, in order; what may not be guessed is absent."""
    parsed, found = mentions_of(case["text"])
    assert [[parsed.text(m.start, m.end), m.actor, m.kind] for m in found] == case["mentions"]


def test_nothing_is_guessed_in_a_good_part_of_the_cases():
    """At least twelve cases hold a pronoun or an office that must stay open."""
    words = {"he", "she", "it", "its", "him", "his", "her", "president", "minister"}

    def is_open(case):
        found = {m[0].lower().split()[-1] for m in case["mentions"]}
        return bool({w.strip(".,;:“”").lower() for w in case["text"].split()} & words - found)

    assert sum(map(is_open, load_cases("actors"))) >= 12


def test_everyone_in_the_article_has_a_name(article):
    """The seed article's people, states, bodies, airlines and newspapers are all found under their canonical names."""
    parsed, found = mentions_of(article.text)
    assert {m.actor for m in found} >= {
        "Donald Trump",
        "Nicolás Maduro",
        "Marco Rubio",
        "Tarek William Saab",
        "Delcy Rodríguez",
        "Jorge Rodríguez",
        "United States",
        "Venezuela",
        "White House",
        "Venezuelan presidency",
        "US Department of Defense",
        "Chavismo",
        "Cartel de los Soles",
        "Tren de Aragua",
        "Sinaloa Cartel",
        "Iberia",
        "TAP",
        "Avianca",
        "LATAM Colombia",
        "GOL",
        "Turkish Airlines",
        "The New York Times",
        "The Miami Herald",
        "Qatar",
    }


def test_pronouns_of_the_article(article):
    """ "He stressed" is Trump, "it did not confirm" the White House; "its ships" (fleet or Pentagon?) is left open."""
    parsed, found = mentions_of(article.text)
    by_start = {m.start: m.actor for m in found if m.kind == "pronoun"}
    assert by_start[article.text.index("He stressed")] == "Donald Trump"
    assert by_start[article.text.index("it did not confirm")] == "White House"
    assert article.text.index("its ships") not in by_start


def test_both_lists_are_sound_and_the_seeds_hold_the_calendar():
    """The analyst's list and the built-in one load, and every single actor the calendar names is known."""
    defaults = load_actors(LEXICONS / "actors.csv")
    assert set(ACTORS["kind"]) | set(defaults["kind"]) <= set(KINDS) and len(defaults) > 300
    for name in (
        "US military",
        "US Navy",
        "US State Department",
        "US Federal Aviation Administration",
        "Pete Hegseth",
        "INAC (Venezuelan aviation authority)",
        "IATA",
        "Venezuelan foreign ministry",
        "Venezuelan parliament",
        "Venezuelan government",
        "US administration",
        "US Department of Defense",
        "US court",
        "Miami Herald",
    ):
        _, found = mentions_of(f"They said that {name} knew.")
        assert found and found[0].end - found[0].start >= len(name), name


def test_a_new_line_is_enough_for_a_new_actor(tmp_path):
    """An analyst adds a line and runs again: the name, its alias and its metonym are found, built-in states still are."""
    path = tmp_path / "actors.csv"
    path.write_text(
        "actor,aliases,side,kind,title,gender,metonyms,demonyms,note\n"
        "Ministry of Tides,Tides Ministry,Oceania,institution,,n,Coral House,,\n",
        encoding="utf-8",
    )
    parsed, found = mentions_of(
        "The Tides Ministry said no. Coral House and Peru said yes.", load_actors(path)
    )
    assert [(m.actor, m.kind) for m in found] == [
        ("Ministry of Tides", "alias"),
        ("Ministry of Tides", "metonym"),
        ("Peru", "name"),
    ]


def test_the_analysts_spelling_overrules_the_built_in_one(tmp_path):
    """Brussels is Belgium where the analyst says so."""
    path = tmp_path / "actors.csv"
    path.write_text(
        "actor,aliases,side,kind,title,gender,metonyms,demonyms,note\nBelgium,,,state,,n,Brussels,,\n"
    )
    _, found = mentions_of("Brussels said no.", load_actors(path))
    assert [m.actor for m in found] == ["Belgium"]


@pytest.mark.parametrize(
    "lines, place, problem",
    [
        ("actor,aliases\nA,\n", "line 1", "no column side, kind"),
        ("", "line 1", "no column"),
        (HEADER + "A,,x,person,\n", "line 2", "fields"),
        (HEADER + ",,x,person\n", "line 2", "empty"),
        (HEADER + "A,,x,wizard\n", "line 2", "wizard"),
        (HEADER + "A,B|C,x,person\n", "line 2", "semicolons"),
        (HEADER + "A,Z,x,person\nB,z,x,person\n", "line 3", "already stands for 'A' (line 2)"),
        (HEADER + "A,,x,person\n\nA,,x,person\n", "line 4", "already stands for"),
        ("actor,aliases,side,kind,gender\nA,,x,person,q\n", "line 2", "gender"),
    ],
)
def test_a_bad_list_is_refused_with_file_and_line(tmp_path, lines, place, problem):
    """One clear error that names the file, the line and the trouble."""
    path = tmp_path / "list.csv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(ValueError) as error:
        load_actors(path)
    assert (
        str(path) in str(error.value) and place in str(error.value) and problem in str(error.value)
    )


def test_a_title_of_two_people_stands_for_neither_alone(tmp_path):
    """Two states have two foreign ministers: both keep the title, the bare words name nobody."""
    path = tmp_path / "list.csv"
    head = "actor,aliases,side,kind,title,gender,metonyms,demonyms,note\n"
    told = "Ada Sorn arrived and Ilse Varga left. The foreign minister said it was over."
    sorn = "Ada Sorn,,K,person,foreign minister,f,,,\n"
    for office, named in (("foreign minister", []), ("premier", ["Ada Sorn"])):
        varga = f"Ilse Varga,,O,person,{office},f,,,\n"
        path.write_text(head + varga + sorn, encoding="utf-8")
        _, found = mentions_of(told, load_actors(path))
        assert [m.actor for m in found if m.kind == "title"] == named
    _, found = mentions_of("Foreign Minister Ilse Varga said so.", load_actors(path))
    assert [m.actor for m in found] == ["Ilse Varga"]


def test_a_missing_or_binary_list_is_refused(tmp_path):
    """No file and no text: errors that say so."""
    with pytest.raises(FileNotFoundError, match="nowhere.csv"):
        load_actors(tmp_path / "nowhere.csv")
    (tmp_path / "b.csv").write_bytes(b"actor\xd8,\xff\n")
    with pytest.raises(ValueError, match="UTF-8"):
        load_actors(tmp_path / "b.csv")


def test_no_list_at_all_still_finds_states():
    """An empty list leaves the built-in states and the names of the text."""
    _, found = mentions_of("Maria Lopez flew to Peru. Lopez slept.", ACTORS.iloc[:0])
    assert [m.actor for m in found] == ["Maria Lopez", "Peru", "Maria Lopez"]


WORDS = st.sampled_from(
    """Trump Maduro he He it its “ ” " ' , . : \n \u202e 👍🏽 said Lopez Maria the The president US Mr. - é
    Caracas in of and Delcy Rodríguez \x00 شرق - Washington said ’s government minister her SMITH JONES:""".split(
        " "
    )
)


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_mentions_lie_in_order_and_do_not_overlap(text):
    """On any text: sorted, disjoint, tokens and characters agree, and the same call gives the same rows."""
    parsed, found = mentions_of(text)
    assert all(a.end <= b.start for a, b in zip(found, found[1:]))
    for m in found:
        assert (m.start, m.end) == (
            parsed.tokens[m.first].idx,
            parsed.tokens[m.last - 1].idx + len(parsed.tokens[m.last - 1]),
        )
        assert m.actor and parsed.text(m.start, m.end).strip()
    assert find_mentions(parsed, ACTORS) == found


def test_a_title_is_held_in_its_years_only(tmp_path):
    """Two terms with a gap; without a day a dated title is nobody's, one without years is."""
    path = tmp_path / "actors.csv"
    row = "Ida Korn,,North,person,premier,{}\n"
    path.write_text("actor,aliases,side,kind,title,years\n" + row.format("2001-2004;2010-"))
    listed = load_actors(path)
    held = [
        titles_on(listed, date(year, 5, 1) if year else None).iloc[0]
        for year in (2003, 2007, 2031, 0)
    ]
    assert held == ["premier", "", "premier", ""]
    path.write_text("actor,aliases,side,kind,title,years\n" + row.format(""))
    assert titles_on(load_actors(path), None).iloc[0] == "premier"
    path.write_text("actor,aliases,side,kind,title,years\n" + row.format("since 2001"))
    with pytest.raises(ValueError, match="line 2: years is 'since 2001'"):
        load_actors(path)


@pytest.mark.parametrize(
    "outlet", ["El Sol", "The Fjord", "Mareva Hoy (English)", "Dagen", "The Long Watch"]
)
def test_the_outlet_of_an_article_is_a_medium(outlet):
    """Named in its own text, it is no person, with "The" and "the"; the list's own line stays."""
    name = outlet.split(" (")[0]
    called = name.replace("The ", "the ")
    text = f"The port is shut, {called} reported on Monday. {name} said two ships were turned back."
    parsed = next(parse([Article("case", text, outlet=outlet)]))
    found = [m for m in find_mentions(parsed, ACTORS) if m.actor == name]
    assert len(found) == 2 and {m.actor_kind for m in found} == {"media"}
    again = with_outlets(
        ACTORS, [Article("a", "", outlet="New York Times"), Article("b", "", outlet=outlet)]
    )
    assert list(again.actor[len(ACTORS) :]) == [name]
