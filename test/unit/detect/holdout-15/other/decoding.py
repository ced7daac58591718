"""Beam search for the speech models. Used by evaluate.py and the server."""
import heapq
import math
from dataclasses import dataclass, field
from typing import List

import torch


@dataclass(order=True)
class Hyp:
    score: float
    tokens: List[int] = field(compare=False)
    state: object = field(compare=False, default=None)


class BeamSearch:
    def __init__(self, model, sos, eos, beam=10, lm=None, lm_weight=0.3, length_bonus=0.5, max_ratio=1.0):
        self.model, self.sos, self.eos, self.beam = model, sos, eos, beam
        self.lm, self.lm_weight, self.length_bonus, self.max_ratio = lm, lm_weight, length_bonus, max_ratio

    @torch.no_grad()
    def __call__(self, feats):
        enc = self.model.encode(feats[None])
        live, done = [Hyp(0.0, [self.sos])], []
        for _ in range(int(enc.size(1) * self.max_ratio)):
            cand = []
            ys = torch.tensor([h.tokens for h in live], device=enc.device)
            logp = self.model.decode(ys, enc.expand(len(live), -1, -1)).log_softmax(-1)
            if self.lm is not None:
                logp = logp + self.lm_weight * self.lm(ys).log_softmax(-1)
            top = logp.topk(self.beam, -1)
            for h, vals, idx in zip(live, top.values.tolist(), top.indices.tolist()):
                for v, i in zip(vals, idx):
                    cand.append(Hyp(h.score + v, h.tokens + [i]))
            live = []
            for h in heapq.nlargest(self.beam, cand):
                if h.tokens[-1] == self.eos:
                    done.append(Hyp(h.score + self.length_bonus * len(h.tokens), h.tokens))
                else:
                    live.append(h)
            if not live or len(done) >= self.beam:
                break
        return max(done or live).tokens


def ctc_greedy(logits, blank=0):
    out, prev = [], None
    for i in logits.argmax(-1).tolist():
        if i != prev and i != blank:
            out.append(i)
        prev = i
    return out


def perplexity(nll, n):
    return math.exp(nll / max(n, 1))
