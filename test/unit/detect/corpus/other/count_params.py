from models import MODELS
for name, f in MODELS.items():
    m = f(); m.train()
    n = sum(p.numel() for p in m.parameters() if p.requires_grad)
    print(name, n, 'trainable')
