# Counts image models as timm and torchvision build them by name, on the meta device: `python scripts/truth/image-models.py`
# writes test/unit/model/image-models.json. The names are those of src/model/image-models-table.ts.
import json
import pathlib
import re
import warnings

import timm
import torch
import torchvision
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode

root = pathlib.Path(__file__).parents[2]
table = (root / "src/model/image-models-table.ts").read_text()
names = [
    name.strip()
    for line in table.splitlines()
    if line.count("|") == 2
    for name in line.split("|")[0].split(",")
]


def count(model, side):
    model.eval()
    images = torch.empty(1, 3, side, side, device="meta")
    # Attention as plain products: the counter knows no fused kernel's.
    with torch.no_grad(), sdpa_kernel(SDPBackend.MATH), FlopCounterMode(display=False) as counter:
        model(images)
    return {
        "side": side,
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "forward": counter.get_total_flops(),
    }


counted = {}
warnings.simplefilter("ignore")
for name in names:
    for classes in (1000, 10):
        entry = {"name": name, "classes": classes}
        with torch.device("meta"):
            if timm.is_model(name):
                model = timm.create_model(name, num_classes=classes)
                side = model.default_cfg["input_size"][-1]
                counted[f"timm {name} {classes}"] = entry | count(model, side)
            if name in torchvision.models.list_models():
                model = torchvision.models.get_model(name, num_classes=classes)
                # torchvision's own names say no image: timm's of the same name does, and 224 is usual.
                side = 224 if not timm.is_model(name) else side
                counted[f"torchvision {name} {classes}"] = entry | count(model, side)

versions = {"torch": torch.__version__, "timm": timm.__version__, "torchvision": torchvision.__version__}
target = root / "test/unit/model/image-models.json"
target.write_text(json.dumps({"versions": versions, "models": counted}, indent=2) + "\n")
print(f"{len(counted)} models")
