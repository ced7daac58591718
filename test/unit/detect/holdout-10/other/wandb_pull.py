import matplotlib.pyplot as plt
import pandas as pd
import wandb

api = wandb.Api()
rows = []
for run in api.runs("me/proj"):
    h = run.history(keys=["train/loss", "epoch"])
    rows.append({"name": run.name, "final": h["train/loss"].iloc[-1], "lr": run.config["lr"]})
df = pd.DataFrame(rows).sort_values("final")
df.plot.scatter("lr", "final")
plt.title("training loss")
plt.savefig("loss.png")
print(df.head())
