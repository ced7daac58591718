import torch, glob
files = sorted(glob.glob('train_out/epoch*.pt'))[-10:]
avg = None
for i, f in enumerate(files, 1):
    sd = torch.load(f)['model']
    if avg is None: avg = {k: v.clone().float() for k, v in sd.items()}
    else:
        for k in avg: avg[k] += (sd[k].float() - avg[k]) / i
torch.save(avg, 'swa.pt')
