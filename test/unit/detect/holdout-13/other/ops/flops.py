from fvcore.nn import FlopCountAnalysis
from torch.utils.flop_counter import FlopCounterMode
import torch, timm

for name in ("resnet50", "vit_small_patch16_224"):
    m = timm.create_model(name)
    x = torch.randn(1, 3, 224, 224)
    print(name, FlopCountAnalysis(m.eval(), x).total() / 1e9)
    with FlopCounterMode(display=False) as c:
        m.train()(x.repeat(2, 1, 1, 1)).sum().backward()
    print(name, "train step", c.get_total_flops() / 1e9)
