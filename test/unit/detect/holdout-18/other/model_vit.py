import torch
from torch import nn
from einops import rearrange
from einops.layers.torch import Rearrange


class Attention(nn.Module):
    def __init__(self, dim, heads=8, dim_head=64):
        super().__init__()
        self.heads, self.scale = heads, dim_head ** -0.5
        self.norm = nn.LayerNorm(dim)
        self.to_qkv = nn.Linear(dim, heads * dim_head * 3, bias=False)
        self.to_out = nn.Linear(heads * dim_head, dim, bias=False)

    def forward(self, x):
        q, k, v = map(lambda t: rearrange(t, 'b n (h d) -> b h n d', h=self.heads), self.to_qkv(self.norm(x)).chunk(3, -1))
        a = (q @ k.transpose(-1, -2) * self.scale).softmax(-1)
        return self.to_out(rearrange(a @ v, 'b h n d -> b n (h d)'))


class ViT(nn.Module):
    def __init__(self, *, image_size, patch, classes, dim, depth, heads):
        super().__init__()
        self.emb = nn.Sequential(Rearrange('b c (h p) (w q) -> b (h w) (p q c)', p=patch, q=patch), nn.Linear(3 * patch ** 2, dim))
        self.blocks = nn.ModuleList([Attention(dim, heads) for _ in range(depth)])
        self.head = nn.Linear(dim, classes)

    def train(self, mode=True):
        super().train(mode)
        self.emb.requires_grad_(False)
        return self

    def forward(self, x):
        x = self.emb(x)
        for b in self.blocks:
            x = x + b(x)
        return self.head(x.mean(1))


if __name__ == '__main__':
    v = ViT(image_size=224, patch=16, classes=10, dim=192, depth=4, heads=3)
    print(v(torch.randn(2, 3, 224, 224)).shape, sum(p.numel() for p in v.parameters()))
