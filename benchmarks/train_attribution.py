"""Train the attribution layer from a copy of PolNeAR: one encoder, a head that tags word pieces, a head that links.

    python benchmarks/train_attribution.py --polnear ../shared/data/polnear

Fine-tunes all-MiniLM-L6-v2 with two heads at once.  The tagger says of every word: source, cue or content (BIO).  The
linker is asked once for every content span and answers for every word of the window: which role it plays in *this*
statement (none, source, cue, other part of the content), and which word is the head of its source, or that none is said.
Two embeddings tell the uncased model a word's case and whether it stands between quotation marks.
Then writes what is shipped: the int8 encoder and the linker (export_attribution.py), thresholds and the calibration of the
score, tuned on the dev part (tune_attribution.py), results and the model card (bench_attribution.py).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import polnear
import torch
from attribution_model import Model, base_model
from torch import nn
from torch.nn import functional as F

from analysis.text import encoder

ROLE = {"source": 1, "cue": 2, "content": 3}


def example(window, article) -> dict:
    """Tensors of one window: labels of its words, content spans, and what the linker must answer for each."""
    start, first, n = window.start, window.first, len(window.ids)
    labels = np.where(first, 0, -100)
    spans, roles, heads = [], [], []
    for row in article["attributions"]:
        role, parts = np.where(first, 0, -100), []
        for name in polnear.ROLES:
            for s, e in row[name]:
                at = np.flatnonzero((start >= s) & (start < e) & first)
                if not len(at):
                    continue
                labels[at] = encoder.LABELS.index(f"I-{name}")
                labels[at[0]] = encoder.LABELS.index(f"B-{name}")
                role[at] = ROLE[name]
                if name == "content":
                    parts.append((at[0], at[-1]))
        if not parts:
            continue
        if not row["source"]:
            head = 0  # position 0 of the pointer: no source is said
        else:
            at = np.flatnonzero((start <= row["head"]) & (window.end > row["head"]))
            while len(at) and not first[at[0]]:
                at = at - 1
            head = at[0] + 1 if len(at) else -100  # the source stands in another window
        for part in parts:
            spans.append(part)
            roles.append(role)
            heads.append(head)
    return {
        "window": window,
        "labels": labels,
        "spans": np.array(spans, int).reshape(-1, 2),
        "roles": np.array(roles, int).reshape(-1, n),
        "heads": np.array(heads, int),
    }


def jitter(spans, first, draw):
    """Move some span ends by a word or two, as a tagger would misplace them."""
    spans = spans.copy()
    words = np.flatnonzero(first)
    for span in spans:
        for side in (0, 1):
            if draw.random() < 0.2:
                at = np.searchsorted(words, span[side]) + draw.integers(-3, 4)
                span[side] = words[np.clip(at, 0, len(words) - 1)]
        span.sort()
    return spans


def collate(examples, draw=None):
    """Padded tensors of a batch."""
    from analysis.layers.attribution.link import (
        places,
    )  # the features are computed by the code that runs later

    length = max(len(x["window"].ids) for x in examples)
    pad = lambda a, value: np.pad(
        a, [(0, 0)] * (a.ndim - 1) + [(0, length - a.shape[-1])], constant_values=value
    )
    rows = {
        k: []
        for k in (
            "ids",
            "kinds",
            "mask",
            "labels",
            "owner",
            "span",
            "roles",
            "heads",
            "distance",
            "place",
        )
    }
    for number, x in enumerate(examples):
        w = x["window"]
        rows["ids"].append(pad(w.ids, 0))
        rows["kinds"].append(pad(w.kinds, 0))
        rows["mask"].append(pad(np.ones(len(w.ids), int), 0))
        rows["labels"].append(pad(x["labels"], -100))
        spans = jitter(x["spans"], w.first, draw) if draw is not None else x["spans"]
        for span, role, head in zip(spans, x["roles"], x["heads"]):
            distance, place = places(w.paragraph, span)
            rows["owner"].append(number)
            rows["span"].append(span)
            rows["roles"].append(pad(role, -100))
            rows["heads"].append(head)
            rows["distance"].append(pad(distance, 0))
            rows["place"].append(pad(place, 0))
    return {k: torch.as_tensor(np.array(v, int)) for k, v in rows.items()}


def losses(model, batch):
    """(tagging, roles, head) cross-entropies of a batch."""
    logits, hidden = model.encode(batch["ids"], batch["kinds"], batch["mask"])
    tag = F.cross_entropy(
        logits.float().flatten(0, 1), batch["labels"].flatten(), label_smoothing=0.02
    )
    if not len(batch["owner"]):
        return tag, tag * 0, tag * 0
    tags = logits.detach().softmax(-1)
    roles, heads = model.linker(
        model.dropout(hidden), tags, *(batch[k] for k in ("owner", "span", "distance", "place"))
    )
    pad = F.pad(batch["labels"], (1, 0), value=0)[batch["owner"]] == -100
    heads = heads.float().masked_fill(pad, -1e4)
    role = F.cross_entropy(roles.float().flatten(0, 1), batch["roles"].flatten())
    known = batch["heads"] >= 0
    head = F.cross_entropy(heads[known], batch["heads"][known]) if known.any() else tag * 0
    return tag, role, head


def batches(articles, tokenizer, size, draw):
    """Windows of one epoch, packed to random limits, in batches of like length, shuffled."""

    def limits():
        while True:
            yield int(draw.choice([128, 192, encoder.LIMIT, encoder.LIMIT, encoder.LIMIT]))

    examples = [
        example(w, a)
        for a in articles
        for w in encoder.windows(a["text"], a["paragraphs"], tokenizer, limits=limits())
    ]
    draw.shuffle(examples)
    pools = [
        sorted(examples[i : i + 50 * size], key=lambda x: len(x["window"].ids))
        for i in range(0, len(examples), 50 * size)
    ]
    out = [pool[i : i + size] for pool in pools for i in range(0, len(pool), size)]
    draw.shuffle(out)
    return out


def check(model, articles, tokenizer):
    """Word accuracy figures on the dev part: F1 of each role's words, share of right source heads, of right role words."""
    model.eval()
    hit, right = np.zeros((3, 3)), np.zeros(2)
    examples = [
        example(w, a)
        for a in articles
        for w in encoder.windows(a["text"], a["paragraphs"], tokenizer)
    ]
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for i in range(0, len(examples), 16):
            batch = collate(examples[i : i + 16])
            logits, hidden = model.encode(batch["ids"], batch["kinds"], batch["mask"])
            gold, guess = batch["labels"].numpy(), logits.argmax(-1).numpy()
            seen = gold >= 0
            for role in range(3):
                g, p = (gold + 1) // 2 == role + 1, (guess + 1) // 2 == role + 1
                hit[role] += [(g & p & seen).sum(), (g & seen).sum(), (p & seen).sum()]
            if len(batch["owner"]):
                _, heads = model.linker(
                    hidden,
                    logits.softmax(-1),
                    *(batch[k] for k in ("owner", "span", "distance", "place")),
                )
                pad = F.pad(batch["labels"], (1, 0), value=0)[batch["owner"]] == -100
                heads = heads.float().masked_fill(pad, -1e4)
                known = batch["heads"] >= 0
                right += [
                    (heads.argmax(-1) == batch["heads"])[known].sum().item(),
                    known.sum().item(),
                ]
    model.train()
    f1 = 200 * hit[:, 0] / (hit[:, 1] + hit[:, 2])
    return {"source": f1[0], "cue": f1[1], "content": f1[2], "head": 100 * right[0] / right[1]}


def train(args):
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    draw = np.random.default_rng(args.seed)
    torch.set_num_threads(args.threads)
    bert, tokenizer = base_model(args.layers)
    model = Model(bert)
    if args.start:  # fewer layers of a trained model: its upper layers are left out
        state = torch.load(args.start, weights_only=True)["state"]
        model.load_state_dict({k: v for k, v in state.items() if k in model.state_dict()})
    fit, dev = polnear.load(args.polnear, "train")[: args.limit], polnear.load(args.polnear, "dev")
    plan = len(batches(fit, tokenizer, args.batch, np.random.default_rng(args.seed))) * args.epochs
    slow = [p for n, p in model.named_parameters() if n.startswith("bert")]
    fast = [p for n, p in model.named_parameters() if not n.startswith("bert")]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": args.rate}, {"params": fast, "lr": 1e-3}],
        weight_decay=0.01,
        fused=True,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1, (s + 1) / args.warm_up) * max(0, 1 - s / plan)
    )
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    step, clock, log = 0, time.time(), []
    for epoch in range(args.epochs):
        for group in batches(fit, tokenizer, args.batch, draw):
            batch = collate(group, draw)
            with torch.autocast("cpu", torch.bfloat16, enabled=not args.fp32):
                tag, role, head = losses(model, batch)
            loss = tag + args.link * (role + 0.5 * head)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            log.append([tag.item(), role.item(), head.item()])
            if step % 20 == 0:
                mean = np.mean(log[-20:], 0)
                print(
                    f"{step}/{plan} {time.time() - clock:.0f}s tag {mean[0]:.4f} role {mean[1]:.4f} head {mean[2]:.4f}",
                    flush=True,
                )
        print(
            "epoch",
            epoch + 1,
            json.dumps({k: round(v, 2) for k, v in check(model, dev, tokenizer).items()}),
            flush=True,
        )
        torch.save(
            {"state": model.state_dict(), "layers": args.layers, "args": vars(args)},
            out / "model.pt",
        )


def arguments():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument(
        "--polnear", default="../shared/data/polnear", help="folder with train/ and dev/"
    )
    p.add_argument("--out", default="out/attribution", help="folder for the trained model")
    p.add_argument("--layers", type=int, default=6)
    p.add_argument(
        "--start", help="a trained model.pt to go on from, for instance with fewer layers"
    )
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--batch", type=int, default=16)
    p.add_argument("--rate", type=float, default=3e-4)
    p.add_argument("--warm-up", type=int, default=100)
    p.add_argument("--link", type=float, default=1.0, help="weight of the linker's loss")
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--limit", type=int, help="first articles only, to try the script")
    p.add_argument("--fp32", action="store_true", help="no bfloat16")
    return p.parse_args()


if __name__ == "__main__":
    options = arguments()
    train(options)
    if not options.limit:
        import bench_attribution
        import export_attribution
        import tune_attribution

        export_attribution.export(Path(options.out) / "model.pt", options.polnear)
        tune_attribution.tune(options.polnear)
        bench_attribution.main(options)
