import sys
import torch
from safetensors.torch import save_file

state = torch.load(sys.argv[1], map_location="cpu")
state = {k.replace("module.", ""): v for k, v in state["model"].items() if "optimizer" not in k}
save_file(state, sys.argv[2])
print("train_step was", state.get("train_step"))
