import torch, glob
paths = sorted(glob.glob('ckpt/*.pt'))[-5:]
avg = None
for p in paths:
    sd = torch.load(p)['model']
    if avg is None: avg = {k: v.float() / len(paths) for k, v in sd.items()}
    else:
        for k, v in sd.items(): avg[k] += v.float() / len(paths)
torch.save(avg, 'avg.pt')
