import torch
import torch.nn as nn
import torch.nn.functional as F


class ConvBlock(nn.Module):
    """(conv => norm => lrelu) * 2"""

    def __init__(self, cin, cout, norm="instance", dropout=0.0):
        super().__init__()
        Norm = {"instance": nn.InstanceNorm3d, "batch": nn.BatchNorm3d}[norm]
        self.seq = nn.Sequential(
            nn.Conv3d(cin, cout, 3, padding=1, bias=False), Norm(cout, affine=True), nn.LeakyReLU(0.01, True),
            nn.Dropout3d(dropout), nn.Conv3d(cout, cout, 3, padding=1, bias=False), Norm(cout, affine=True),
            nn.LeakyReLU(0.01, True))

    def forward(self, x):
        return self.seq(x)


class Up(nn.Module):
    def __init__(self, cin, cout, trilinear=False):
        super().__init__()
        self.up = nn.Upsample(scale_factor=2, mode="trilinear") if trilinear else nn.ConvTranspose3d(cin, cin // 2, 2, 2)
        self.conv = ConvBlock(cin, cout)

    def forward(self, x, skip):
        x = self.up(x)
        d = [s - t for s, t in zip(skip.shape[2:], x.shape[2:])]
        x = F.pad(x, [d[2] // 2, d[2] - d[2] // 2, d[1] // 2, d[1] - d[1] // 2, d[0] // 2, d[0] - d[0] // 2])
        return self.conv(torch.cat([skip, x], 1))


class UNet3D(nn.Module):
    def __init__(self, in_channels=4, classes=3, base=32, depth=4, deep_supervision=True):
        super().__init__()
        w = [base * 2 ** i for i in range(depth + 1)]
        self.stem = ConvBlock(in_channels, w[0])
        self.down = nn.ModuleList([nn.Sequential(nn.MaxPool3d(2), ConvBlock(a, b)) for a, b in zip(w, w[1:])])
        self.ups = nn.ModuleList([Up(b, a) for a, b in zip(w, w[1:])])
        self.heads = nn.ModuleList([nn.Conv3d(c, classes, 1) for c in w[:-1]])
        self.ds = deep_supervision
        self.apply(self._init)

    @staticmethod
    def _init(m):
        if isinstance(m, (nn.Conv3d, nn.ConvTranspose3d)):
            nn.init.kaiming_normal_(m.weight, a=1e-2)

    def forward(self, x):
        feats = [self.stem(x)]
        for d in self.down:
            feats.append(d(feats[-1]))
        x, outs = feats[-1], []
        for i in reversed(range(len(self.ups))):
            x = self.ups[i](x, feats[i])
            outs.append(self.heads[i](x))
        if self.training and self.ds:
            return outs[::-1]
        return outs[-1]


if __name__ == "__main__":
    net = UNet3D().train()
    out = net(torch.randn(1, 4, 64, 64, 64))
    print([o.shape for o in out], sum(p.numel() for p in net.parameters()) / 1e6, "M")
