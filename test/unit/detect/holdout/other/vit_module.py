import torch
from torch import nn
from einops import rearrange
class Attention(nn.Module):
    def __init__(self, dim, heads=8): super().__init__(); self.h = heads; self.qkv = nn.Linear(dim, dim * 3); self.o = nn.Linear(dim, dim)
    def forward(self, x):
        q, k, v = rearrange(self.qkv(x), 'b n (t h d) -> t b h n d', t=3, h=self.h)
        return self.o(rearrange((q @ k.transpose(-1, -2)).softmax(-1) @ v, 'b h n d -> b n (h d)'))
