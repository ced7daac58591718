import itertools
import yaml

grid = {"lr": [1e-4, 3e-4], "batch_size": [32, 64], "epochs": [10]}
for i, values in enumerate(itertools.product(*grid.values())):
    with open(f"configs/run_{i}.yaml", "w") as f:
        yaml.safe_dump({"training": dict(zip(grid, values)), "command": "python train.py"}, f)
