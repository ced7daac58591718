import matplotlib.pyplot as plt
import pandas as pd
import wandb

api = wandb.Api()
runs = api.runs("team/train-gpt", {"state": "finished"})
rows = []
for run in runs:
    h = run.history(keys=["train/loss", "_step"], samples=2000)
    h["run"] = run.name
    rows.append(h)
df = pd.concat(rows)
for name, g in df.groupby("run"):
    plt.plot(g["_step"], g["train/loss"].ewm(alpha=0.05).mean(), label=name)
plt.legend()
plt.yscale("log")
plt.savefig("loss.png", dpi=200)
