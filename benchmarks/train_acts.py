"""Train the heads of the acts layer: which word tells which act, who acts, who is acted upon.

    python benchmarks/train_acts.py CODED_DIR TEXTS_DIR [--coders JSONL] [--police JSONL] [--ship]
                                                                         (extra `train`)

CODED_DIR: JSON of `coding.py compile`, one folder a corpus.  The other sets are optional and name
acts less exactly; the word that tells the act is then the one that the heads find most likely, in
rounds: coders mark a phrase and its CAMEO root, police rows a sentence.  Only the coded articles teach what is no act.  With --ship writes
analysis/models/acts.npz; --cache DIR keeps parsed texts between runs.
"""

import argparse
import collections
import csv
import json
import pickle
import re
from dataclasses import dataclass, field
from pathlib import Path

import coding
import numpy as np
import scipy.sparse as sp
from scipy.linalg import block_diag
from scipy.optimize import minimize
from seal import seal

from analysis import Article
from analysis.layers.actors import mentions as actors_module
from analysis.layers.acts.act_features import (
    around,
    candidates,
    may_tell,
    role_features,
    rungs,
)
from analysis.layers.acts.modality import hedge_cues, modality_features
from analysis.layers.acts.parties import Namer
from analysis.layers.acts.tree import Tree
from analysis.layers.acts.trigger_features import act_features
from analysis.layers.acts.unsaid import ROLES, Scene
from analysis.layers.attribution import find_attributions
from analysis.layers.attribution.voice import Contents
from analysis.layers.hedging import find_hedges
from analysis.paths import MODELS, PROJECT
from analysis.text import encoder, parse
from analysis.text.encoder import softmax
from analysis.text.linear import Head

FEWEST = 3  # a feature seen in fewer examples is left out
SCALE = 0.25  # weight of a standardised vector beside features of 0 and 1
# Directions of the 1152 of the vectors of a word and, for acts, of its whole sentence.
AXES = {"act": (300, 100), "actor": (60,), "target": (150,)}
SHARES = (1.0, 0.5)  # how much each weighs
STRENGTH = {
    "act": 0.1,
    "actor": 0.3,
    "target": 1.0,
    "unsaid actor": 0.3,
    "unsaid target": 0.3,
    "modality": 0.3,
}
RARE = 3.0  # weight of an act that is not asserted, for the head of modality
NONE = "-"
SENTENCES = PROJECT / "benchmarks" / "labels" / "act_sentences.json"
LOOSE = frozenset(("plover",))  # folders of sentences that make no article
VAGUE = 0.25  # weight of an act that the data only name
HEAVIEST = 1.5  # text for the head of acts: our own sentences, all acts, cost real articles
CRISIS = PROJECT / "benchmarks" / "crisis" / "actors.csv"
ROOT = {
    "AGREE": 3, "CONSULT": 4, "SUPPORT": 5, "COOPERATE": 6, "AID": 7, "CONCEDE": 8, "RETREAT": 8,
    "ACCUSE": 11, "REQUEST": 10, "REJECT": 12, "THREATEN": 13, "PROTEST": 14, "MOBILIZE": 15,
    "SANCTION": 16, "COERCE": 17, "ASSAULT": 18,
}  # fmt: skip


@dataclass
class Text:
    """One article or sentence as the heads see it."""

    tree: Tree
    vectors: np.ndarray
    sentences: list[tuple[int, int]]
    kinds: dict[int, str]
    quoted: np.ndarray
    group: str
    at: dict[int, int] = field(default_factory=dict)
    unsaid: dict[str, list] = field(default_factory=dict)  # see `unsaid_groups`
    cues: dict[int, str] = field(default_factory=dict)  # see `hedge_cues`
    weight: float = 1.0

    def __post_init__(self) -> None:
        self.at = {start: n for n, start in enumerate(self.tree.idx)}
        self.tellers = [(i, s) for s in self.sentences for i in range(*s) if may_tell(self.tree, i)]
        at = [i for i, _ in self.tellers]
        self.around = around(self.tree, self.kinds, self.quoted.tolist(), at)
        self.features = {i: act_features(self.tree, i, *s, self.around) for i, s in self.tellers}
        self.span = dict(self.tellers)
        self.means = {s: self.vectors[slice(*s)].astype(np.float32).mean(0) for s in self.sentences}
        self._roles: dict[tuple[int, str], tuple[list[int], list[list[str]]]] = {}

    def seen(self, tellers: list[int]) -> np.ndarray:
        """Vectors of words, each beside the mean of its sentence."""
        means = np.array([self.means[self.span[i]] for i in tellers], np.float32)
        return np.hstack([self.vectors[tellers].astype(np.float32), means])

    def roles(self, i: int, act: str) -> tuple[list[int], list[list[str]]]:
        """Candidates for the roles of an act; the features of nobody, then of each of them."""
        if (i, act) not in self._roles:
            found = candidates(self.tree, i, *self.span[i])
            rows = role_features(self.tree, i, act, found, self.around)
            self._roles[i, act] = [k for k, _ in found], rows
        return self._roles[i, act]


@dataclass
class Told:
    """An act that the data name. tellers: words that may tell it, acts: what it may be."""

    text: Text
    tellers: list[int]
    acts: tuple[str, ...]
    actor: object  # function: token → whether it is the actor; None when the data do not say
    target: object
    weight: float = 1.0
    chosen: int | None = None
    act: str = ""
    modality: str = ""  # "" when the data do not say


def text_of(parsed, mentions, group: str) -> Text:
    tree = Tree(parsed.doc)
    kinds = {i: m.actor_kind or "unknown" for m in mentions for i in range(m.first, m.last)}
    quoted = np.zeros(len(parsed.doc) + 1, bool)
    for q in parsed.quotes:
        for i, start in enumerate(tree.idx):
            quoted[i] |= q.kind == "speech" and q.start <= start < q.end
    return Text(
        tree, encoder.token_vectors(parsed), [(s.first, s.last) for s in parsed.sentences], kinds,
        quoted, group,
    )  # fmt: skip


def within(text: Text, spans) -> object:
    """Token → it is the head of one of these spans."""
    tree = text.tree
    inside = {i for i, at in enumerate(tree.idx) if any(s <= at < e for s, e in spans)}
    return lambda i: i in inside and (tree.head[i] not in inside or tree.head[i] == i)


def overlap_only(text: Text, spans) -> set[int]:
    return {i for i, at in enumerate(text.tree.idx) if any(s <= at < e for s, e in spans)}


def gold_acts(text: Text, coded: dict) -> list[Told]:
    out = []
    for a in coded["acts"]:
        i = text.at.get(a["start"])
        if i in text.features:
            act = f"{a['plover']}{a['rung']}"
            out.append(
                Told(text, [i], (act,), within(text, a["actor_spans"]),
                     within(text, a["target_spans"]), chosen=i, act=act,
                     modality=a["modality"])
            )  # fmt: skip
    return out


def unsaid_groups(parsed, mentions, attributions, text: Text, coded: dict) -> dict[str, list]:
    """Role → the coded acts whose sentence names nobody for it: choices, which are right."""
    contents = Contents(attributions)
    namer = Namer(parsed, text.tree, {i: m for m in mentions for i in range(m.first, m.last)})
    rows, speakers = sorted(coded["acts"], key=lambda a: a["start"]), []
    for n, row in enumerate(rows):
        voice = contents.voice(row["start"], row["end"])
        speakers.append(contents.rows[voice]["speaker"] if voice else "")
        rows[n] = row | {"voice": voice}
        for role in ROLES:
            rows[n][role] = "said" if row[f"{role}_spans"] else ""
            if row[f"{role}_spans"]:  # as the program would name the phrase
                fits = within(text, row[f"{role}_spans"])
                heads = [i for i in range(len(text.tree.idx)) if fits(i)]
                rows[n][f"{role}_name"] = namer.party(heads, speakers[n])[1]
    scene = Scene(text.tree, rows, mentions, [s.start for s in parsed.sentences], speakers)
    groups: dict[str, list] = {role: [] for role in ROLES}
    for n, row in enumerate(rows):
        for role in ROLES:
            names, features = scene.choices(n, role)
            right = [name == row[f"{role}_name"] for name in names]
            if not row[f"{role}_spans"] and (any(right) or not row[f"{role}_name"]):
                nothing = np.zeros((len(names), 1), np.float32)
                groups[role].append((features, nothing, [not any(right), *right], 1.0))
        scene.tell(n)
    return groups


def words(name: str) -> set[str]:
    """The words by which a name is recognised: four letters or a capital."""
    return {w.lower() for w in re.findall(r"[^\W\d_]+", name) if len(w) > 3 or w[:1].isupper()} - {
        "the", "a", "an",
    }  # fmt: skip


def variants(roots: set[str]) -> tuple[str, ...]:
    from analysis.layers.acts.ladder import crosswalk

    return tuple(sorted({f"{p}{r}" for p, r, _ in crosswalk() if p in roots}))


def named(text: Text, name: str) -> object:
    wanted = words(name)

    def fits(i: int) -> bool:
        first, last = text.tree.phrase(i)
        return bool(words(" ".join(text.tree.text[first:last])) & wanted)

    return fits


def coder_acts(text: Text, row: dict) -> list[Told]:
    """Each coder's acts count a share; statements (penta 0) are left out."""
    out = []
    for coder in row["coders"]:
        for a in coder["acts"]:
            s, e = a["action"]
            inside = [i for i, _ in text.tellers if s <= text.tree.idx[i] < e]
            root = {9: 11, 19: 18, 20: 18}.get(a["cameo_root"], a["cameo_root"])
            roots = {p for p, n in ROOT.items() if n == root}
            if a["penta"] and inside and roots:
                out.append(
                    Told(text, inside, variants(roots), within(text, a["sources"]),
                         within(text, a["targets"]), VAGUE)
                )  # fmt: skip
    return out


def sentence_acts(text: Text, row: dict) -> list[Told]:
    """Acts of an invented sentence: [word, root, rung, actor, target(, modality)], by words."""
    out = []
    for word, root, rung, actor, target, *modality in row["acts"]:
        at = next((i for i, _ in text.tellers if text.tree.text[i] == word), None)
        if at is not None:
            fits = [named(text, name) if words(name) else _nobody for name in (actor, target)]
            act = f"{root}{rung}"
            told = Told(text, [at], (act,), *fits, weight=text.weight, chosen=at, act=act)
            told.modality = "".join(modality)
            out.append(told)
    return out


def _nobody(_: int) -> bool:
    return False


def police_acts(text: Text, row: dict) -> list[Told]:
    out = []
    for s in row["sentences"]:
        inside = [i for i, _ in text.tellers if s["start"] <= text.tree.idx[i] < s["end"]]
        for label, act in (("FORCE", "ASSAULT10"), ("ARREST", "COERCE9")):
            if s[label] and any(act in rungs(text.tree, i) for i in inside):
                ready = [i for i in inside if act in rungs(text.tree, i)]
                out.append(Told(text, ready, (act,), None, None, VAGUE))
    return out


def principal(x: np.ndarray, n: int) -> np.ndarray:
    """The n directions in which standardised vectors differ most, as columns."""
    _, axes = np.linalg.eigh(x.T @ x)
    return axes[:, ::-1][:, :n]


def directions(vectors: np.ndarray, numbers: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """(mean, axes): what is taken off the vectors, and what they are then multiplied by."""
    mean, deviation = vectors.mean(0), vectors.std(0) + 1e-5
    parts = np.split((vectors - mean) / deviation, len(numbers), axis=1)
    blocks = [
        principal(part, n) * share for part, n, share in zip(parts, numbers, SHARES, strict=False)
    ]
    return mean, block_diag(*blocks) * (SCALE / deviation[:, None])


def fit(name, features, vectors, labels, weights) -> Head:
    """One head: a multinomial logit over features and standardised vectors, L2."""
    rows, x = matrix(features)
    mean, axes = directions(vectors, AXES.get(name, (1,)))
    dense = ((vectors - mean) @ axes).astype(np.float32)
    classes = sorted(set(labels))
    right = np.zeros((len(labels), len(classes)), np.float32)
    right[np.arange(len(labels)), [classes.index(label) for label in labels]] = 1
    weight = np.array(weights, np.float32)[:, None]

    def miss(z: np.ndarray) -> tuple[float, np.ndarray]:
        p = softmax(z)
        return -float((weight * right * np.log(p + 1e-30)).sum()), weight * (p - right)

    sparse, part = lowest(x, dense, len(classes), miss, STRENGTH[name])
    return head_of(rows, sparse, part, mean, axes, tuple(classes))


def lowest(x, dense, classes: int, miss, strength: float) -> tuple[np.ndarray, np.ndarray]:
    """Weights of features and of directions for which a loss of the scores is lowest, L2."""
    n, turned = x.shape[1], x.T.tocsr()

    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        b = b.reshape(-1, classes)
        part = b.astype(np.float32)
        error, slope = miss(x @ part[:n] + dense @ part[n:])
        slope = np.vstack([turned @ slope, dense.T @ slope]) + b / strength
        return error + (b * b).sum() / 2 / strength, slope.astype(np.float64).ravel()

    start = np.zeros((n + dense.shape[1]) * classes)
    options = {"maxiter": 150, "ftol": 1e-7}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    found = found.reshape(-1, classes)
    return found[:n], found[n:]


def head_of(rows, sparse, part, mean, axes, classes: tuple[str, ...]) -> Head:
    """The same weights over plain vectors."""
    part = axes @ part
    sparse = np.pad(sparse, ((0, 1), (0, 0)))
    sparse[rows["b"]] -= mean @ part
    return Head(rows, sparse.astype(np.float32), part.astype(np.float32), classes)


def matrix(features: list[list[str]]) -> tuple[dict[str, int], sp.csr_matrix]:
    """The features that are seen often enough, and where they stand."""
    counts = collections.Counter(f for fs in features for f in set(fs))
    rows = {f: n for n, f in enumerate(sorted(f for f, c in counts.items() if c >= FEWEST))}
    at = [(r, rows[f]) for r, fs in enumerate(features) for f in set(fs) if f in rows]
    shape = (len(features), len(rows))
    return rows, sp.csr_matrix((np.ones(len(at), np.float32), tuple(zip(*at, strict=True))), shape)


def fit_role(
    name: str, groups: list[tuple[list[list[str]], np.ndarray, list[bool], float]]
) -> Head:
    """Who of the candidates of an act takes the role, or nobody: a conditional logit, L2.

    groups : features (of nobody first), vectors of the candidates, which of all are right, weight
    """
    features = [row for rows, *_ in groups for row in rows]
    group = np.repeat(np.arange(len(groups)), [len(rows) for rows, *_ in groups])
    begins = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    right = np.array([r for *_, rights, _ in groups for r in rights], bool)
    weight = np.array([w for *_, w in groups])
    rows, x = matrix(features)
    somebody = np.ones(len(features), bool)
    somebody[begins] = False
    vectors = np.concatenate([v for _, v, *_ in groups]).astype(np.float32)
    mean, axes = directions(vectors, AXES.get(name, (1,)))
    dense = np.zeros((len(features), axes.shape[1]), np.float32)
    dense[somebody] = (vectors - mean) @ axes

    def miss(z: np.ndarray) -> tuple[float, np.ndarray]:
        z = z[:, 0]
        e = np.exp(z - np.maximum.reduceat(z, begins)[group])
        total, hit = np.add.reduceat(e, begins), np.add.reduceat(e * right, begins) + 1e-30
        slope = weight[group] * (e / total[group] - e * right / hit[group])
        return float((weight * (np.log(total) - np.log(hit))).sum()), slope[:, None]

    sparse, part = lowest(x, dense, 1, miss, STRENGTH[name])
    return head_of(rows, sparse, part, mean, axes, (name,))


def act_probabilities(head: Head, text: Text, tellers: list[int]) -> np.ndarray:
    if not tellers:
        return np.zeros((0, len(head.classes)), np.float32)
    dense = text.seen(tellers) @ head.dense
    return softmax(head.onto(dense, [text.features[i] for i in tellers]))


def role_probability(head: Head, text: Text, i: int, act: str, fits) -> float:
    at, features = text.roles(i, act)
    right = [fits(k) for k in at]
    if not any(right):
        return 0.02
    dense = np.vstack([np.zeros((1, 1)), text.vectors[at].astype(np.float32) @ head.dense])
    likely = softmax(head.onto(dense.astype(np.float32), features).T)[0, 1:]
    return max(float(likely[right].sum()), 0.02)


def choose(told: Told, heads: dict[str, Head] | None) -> None:
    """The word that tells an act that the data name, and which of its variants it is."""
    if told.chosen is not None and len(told.tellers) == 1 and len(told.acts) == 1:
        return
    ready = [i for i in told.tellers if set(rungs(told.text.tree, i)) & set(told.acts)]
    best, top = None, 0.0
    if heads is None:  # before the first round: the ladder, and how near both names are
        for i in ready:
            fit_ = [a for a in rungs(told.text.tree, i) if a in told.acts]
            near = 0.0
            if told.actor is not None:
                near = sum(
                    min((len(steps) for k, steps in candidates(told.text.tree, i, *told.text.span[i])
                         if fits(k)), default=9)
                    for fits in (told.actor, told.target)
                )  # fmt: skip
            value = (6 if fit_ else 0) + 20 - near
            if value > top and value > 8 and fit_:
                best, top = (i, fit_[0]), value
    else:
        p = act_probabilities(heads["act"], told.text, ready)
        columns = [heads["act"].classes.index(a) for a in told.acts if a in heads["act"].classes]
        for n, i in enumerate(ready):
            for c in columns:
                act = heads["act"].classes[c]
                value = float(p[n, c])
                if told.actor is not None and value > 1e-3:
                    value *= role_probability(heads["actor"], told.text, i, act, told.actor)
                    value *= role_probability(heads["target"], told.text, i, act, told.target)
                if value > top and value > 3e-4:
                    best, top = (i, act), value
    told.chosen, told.act = best if best else (None, "")


def train(coded: list[tuple[Text, list[Told]]], vague: list[Told], rounds: int = 2):
    """The three heads. coded: articles whose acts are all known; vague: acts to be located."""
    heads = None
    exact = [t for _, told in coded for t in told]
    for _ in range(rounds + 1 if vague else 1):  # the first round on the ladder alone
        for told in vague:
            choose(told, heads)
        located = [t for t in vague if t.chosen is not None]
        features, vectors, labels, weights = [], [], [], []
        for text, told in coded:
            known = {t.chosen: t.act for t in told}
            at = [i for i, _ in text.tellers]
            vectors += list(text.seen(at)) if at else []
            for i in at:
                features.append(text.features[i])
                labels.append(known.get(i, NONE))
                weights.append(min(text.weight, HEAVIEST))
        for t in located:
            features.append(t.text.features[t.chosen])
            vectors += list(t.text.seen([t.chosen]))
            labels.append(t.act)
            weights.append(min(t.weight, HEAVIEST))
        new = {"act": fit("act", features, np.array(vectors, np.float32), labels, weights)}
        for role in ("actor", "target"):
            groups = []
            for t in exact + located:
                fits = getattr(t, role)
                if fits is None:
                    continue
                at, features = t.text.roles(t.chosen, t.act)
                right = [bool(fits(k)) for k in at]
                rights = [not any(right), *right]
                groups.append((features, t.text.vectors[at], rights, t.weight))
            new[role] = fit_role(role, groups)
        heads = new
    for role in ROLES:
        groups = [group for text, _ in coded for group in text.unsaid.get(role, ())]
        heads[f"unsaid {role}"] = fit_role(f"unsaid {role}", groups)
    heads["modality"] = fit_modality([t for t in exact if t.modality])
    return heads


def fit_modality(told: list[Told]) -> Head:
    """How an act is put: by all that stands beside it, and once more without the hedges layer."""
    seen = [(t, cues) for t in told for cues in (t.text.cues, {})]
    features = [modality_features(t.text.tree, t.chosen, t.act, cues) for t, cues in seen]
    labels = [t.modality for t, _ in seen]
    weights = [t.weight * (RARE if t.modality != "asserted" else 1.0) / 2 for t, _ in seen]
    return fit("modality", features, np.zeros((len(seen), 1), np.float32), labels, weights)


def ship(heads: dict[str, Head], path: Path = MODELS / "acts.npz") -> None:
    """Arrays of names and 16-bit weights, features that weigh next to nothing left out."""
    arrays = {}
    for name, head in heads.items():
        kept = [f for f, n in head.rows.items() if np.abs(head.sparse[n]).max() >= 0.02]
        arrays[name + "_names"] = np.array(kept)
        arrays[name + "_sparse"] = head.sparse[[head.rows[f] for f in kept]].astype(np.float16)
        arrays[name + "_dense"] = head.dense.astype(np.float16)
        arrays[name + "_classes"] = np.array(head.classes)
    new = path.with_suffix(".new.npz")
    np.savez_compressed(new, **arrays)
    new.replace(path)  # whoever loads the weights meanwhile gets the old ones whole
    seal(path.parent)


def cached(folder: Path | None, key: str, make) -> Text:
    """A parsed text, kept in a folder between runs."""
    path = folder / f"{key}.pickle" if folder else None
    if path and path.exists():
        return pickle.loads(path.read_bytes())
    text = make()
    if path:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(text))
    return text


def read_text(ident: str, words: str, actors, cache: Path | None, coded=None) -> Text:
    """One text; with `coded`, also its hedges, and who of its actors is a target left unsaid."""

    def make() -> Text:
        parsed = next(parse.parse([Article(ident, words)]))
        mentions = actors_module.find_mentions(parsed, actors)
        text = text_of(parsed, mentions, ident)
        if coded is not None:
            found = find_attributions(parsed, mentions)
            text.cues = hedge_cues(parsed, find_hedges(parsed, found))
            text.unsaid = unsaid_groups(parsed, mentions, found, text, coded)
        return text

    return cached(cache, ident, make)


def coded_articles(coded: Path, texts: Path, cache: Path | None) -> list[tuple[Text, list[Told]]]:
    out = []
    for path in sorted(coded.rglob("*.json")):
        rows = json.loads(path.read_text(encoding="utf-8"))
        words = coding.read_text(texts / path.parent.name / f"{path.stem}.txt")
        actors = CRISIS if path.parent.name == "crisis" else PROJECT / "seeds" / "actors.csv"
        key = f"{path.parent.name}.{path.stem}"
        acts = [] if path.parent.name in LOOSE else rows["acts"]
        text = read_text(key, words, actors_module.load_actors(actors), cache, {"acts": acts})
        out.append((text, gold_acts(text, rows)))
    return out


def invented(cache: Path | None) -> tuple[list, list]:
    """(sentences whose acts are all known, sentences of which some are) of our own."""
    actors = actors_module.load_actors()
    whole, part = [], []
    for n, row in enumerate(json.loads(SENTENCES.read_text(encoding="utf-8"))):
        told = {"acts": []} if any(len(act) > 5 for act in row["acts"]) else None
        text = read_text(f"sentence.{n}", row["text"], actors, cache, told)
        text.weight = row.get("weight", 1.0)
        (whole if row["whole"] else part).append((text, sentence_acts(text, row)))
    return whole, part


def vague_acts(args, known: set[str]) -> list[tuple[Text, list[Told]]]:
    """Texts whose acts the data name without saying where. known : coded articles, left out."""
    out, actors = [], actors_module.load_actors()
    if args.coders:
        for row in map(json.loads, args.coders.open(encoding="utf-8")):
            text = read_text(f"coders.{row['id']}", row["text"], actors, args.cache)
            out.append((text, coder_acts(text, row)))
    if args.police:
        for row in map(json.loads, args.police.open(encoding="utf-8")):
            if f"india.{row['id']}" not in known:
                text = read_text(f"police.{row['id']}", row["text"], actors, args.cache)
                out.append((text, police_acts(text, row)))
    return out


def kept_apart() -> set[str]:
    """Articles of the other splits: no set may bring them in by another door."""
    with (PROJECT / "benchmarks/labels/splits.csv").open(encoding="utf-8", newline="") as file:
        return {f"{r['corpus']}.{r['id']}" for r in csv.DictReader(file) if r["split"] != "train"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("coded", type=Path)
    parser.add_argument("texts", type=Path)
    for name in ("coders", "police", "cache"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--ship", action="store_true")
    args = parser.parse_args()
    coded = coded_articles(args.coded, args.texts, args.cache)
    vague = vague_acts(args, {text.group for text, _ in coded} | kept_apart())
    whole, part = invented(args.cache)
    coded, vague = coded + whole, vague + part
    told = [t for _, rows in vague for t in rows]
    heads = train(coded, told, 1)
    located = sum(t.chosen is not None for t in told)
    print(len(coded), "articles,", sum(len(rows) for _, rows in coded), "acts coded;", located,
          "of", len(told), "others located")  # fmt: skip
    if args.ship:
        ship(heads)


if __name__ == "__main__":
    main()
