"""Decoder-only transformer: RMSNorm, rotary embeddings, grouped queries, SwiGLU."""
import math
from dataclasses import dataclass
from typing import Optional, Tuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass
class ModelArgs:
    dim: int = 1024
    n_layers: int = 16
    n_heads: int = 16
    n_kv_heads: Optional[int] = 4
    vocab_size: int = 32000
    multiple_of: int = 256
    norm_eps: float = 1e-5
    max_seq_len: int = 2048
    dropout: float = 0.0


class RMSNorm(nn.Module):
    def __init__(self, dim: int, eps: float):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(dim))

    def forward(self, x: Tensor) -> Tensor:
        return self.weight * (x.float() * torch.rsqrt(x.float().pow(2).mean(-1, keepdim=True) + self.eps)).type_as(x)


def rope(dim: int, end: int, theta: float = 10000.0) -> Tuple[Tensor, Tensor]:
    freqs = 1.0 / (theta ** (torch.arange(0, dim, 2).float() / dim))
    t = torch.outer(torch.arange(end), freqs)
    return t.cos(), t.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    a, b = x.float().unflatten(-1, (-1, 2)).unbind(-1)
    cos, sin = cos[None, : x.shape[1], None], sin[None, : x.shape[1], None]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2).type_as(x)


class Attention(nn.Module):
    def __init__(self, a: ModelArgs):
        super().__init__()
        self.nh, self.nkv, self.hd = a.n_heads, a.n_kv_heads or a.n_heads, a.dim // a.n_heads
        self.wq = nn.Linear(a.dim, self.nh * self.hd, bias=False)
        self.wk = nn.Linear(a.dim, self.nkv * self.hd, bias=False)
        self.wv = nn.Linear(a.dim, self.nkv * self.hd, bias=False)
        self.wo = nn.Linear(self.nh * self.hd, a.dim, bias=False)
        self.p = a.dropout

    def forward(self, x, cos, sin):
        q, k, v = (w(x).unflatten(-1, (-1, self.hd)) for w in (self.wq, self.wk, self.wv))
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        r = self.nh // self.nkv
        k, v = k.repeat_interleave(r, 2), v.repeat_interleave(r, 2)
        o = F.scaled_dot_product_attention(q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2), is_causal=True,
                                           dropout_p=self.p if self.training else 0.0)
        return self.wo(o.transpose(1, 2).flatten(2))


class Block(nn.Module):
    def __init__(self, a: ModelArgs):
        super().__init__()
        hidden = a.multiple_of * math.ceil(8 * a.dim / 3 / a.multiple_of)
        self.attn, self.n1, self.n2 = Attention(a), RMSNorm(a.dim, a.norm_eps), RMSNorm(a.dim, a.norm_eps)
        self.w1, self.w3 = nn.Linear(a.dim, hidden, bias=False), nn.Linear(a.dim, hidden, bias=False)
        self.w2 = nn.Linear(hidden, a.dim, bias=False)

    def forward(self, x, cos, sin):
        x = x + self.attn(self.n1(x), cos, sin)
        h = self.n2(x)
        return x + self.w2(F.silu(self.w1(h)) * self.w3(h))


class Transformer(nn.Module):
    last_loss: Optional[Tensor]

    def __init__(self, a: ModelArgs):
        super().__init__()
        self.a = a
        self.tok = nn.Embedding(a.vocab_size, a.dim)
        self.layers = nn.ModuleList(Block(a) for _ in range(a.n_layers))
        self.norm, self.out = RMSNorm(a.dim, a.norm_eps), nn.Linear(a.dim, a.vocab_size, bias=False)
        self.out.weight = self.tok.weight
        for n, b in zip(("cos", "sin"), rope(a.dim // a.n_heads, a.max_seq_len)):
            self.register_buffer(n, b, persistent=False)

    def forward(self, tokens: Tensor, targets: Optional[Tensor] = None) -> Tensor:
        h = self.tok(tokens)
        for l in self.layers:
            h = l(h, self.cos, self.sin)
        logits = self.out(self.norm(h))
        self.last_loss = None if targets is None else F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-1)
        return logits

    def configure_optimizers(self, weight_decay, learning_rate, betas, device_type):
        decay = [p for p in self.parameters() if p.requires_grad and p.dim() >= 2]
        rest = [p for p in self.parameters() if p.requires_grad and p.dim() < 2]
        return torch.optim.AdamW([{"params": decay, "weight_decay": weight_decay}, {"params": rest, "weight_decay": 0.0}],
                                 lr=learning_rate, betas=betas, fused=device_type == "cuda")
