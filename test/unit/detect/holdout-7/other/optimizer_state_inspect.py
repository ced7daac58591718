import sys
import torch

ck = torch.load(sys.argv[1], map_location="cpu")
print("step", ck["step"], "epoch", ck.get("epoch"))
for i, g in enumerate(ck["optimizer"]["param_groups"]):
    print(i, g["lr"], g["weight_decay"], len(g["params"]))
for k, s in list(ck["optimizer"]["state"].items())[:5]:
    print(k, s["exp_avg"].norm().item())
