import sys, collections, torch

avg = collections.OrderedDict()
paths = sys.argv[2:]
for path in paths:
    params = torch.load(path, map_location="cpu")["model"]
    for k, v in params.items():
        if k not in avg:
            avg[k] = v.clone().float()
        else:
            avg[k] += v.float()
for k in avg:
    avg[k] /= len(paths)

# task vector: pull the fine-tuned weights back towards the base
base = torch.load("base.pt", map_location="cpu")["model"]
alpha = 0.3
for k in avg:
    avg[k] -= alpha * (avg[k] - base[k].float())
torch.save({"model": avg}, sys.argv[1])
print("averaged", len(paths))
