import glob
import json
import os

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from sklearn.linear_model import LinearRegression

runs = []
for d in glob.glob("runs/*/"):
    with open(os.path.join(d, "args.json")) as f:
        args = json.load(f)
    hist = pd.read_csv(os.path.join(d, "metrics.csv"))
    best = hist.loc[hist.val_loss.idxmin()]
    runs.append(dict(run=d, lr=args["lr"], wd=args["weight_decay"], width=args["width"], epoch=best.epoch,
                     val_loss=best.val_loss, train_loss=best.train_loss))
df = pd.DataFrame(runs).sort_values("val_loss")
print(df.head(10).to_string())

pivot = df.pivot_table(index="lr", columns="wd", values="val_loss", aggfunc="min")
sns.heatmap(pivot, annot=True, fmt=".3f")
plt.savefig("lr_wd.png")
plt.close()

fig, ax = plt.subplots()
for width, group in df.groupby("width"):
    ax.scatter(np.log10(group.lr), group.val_loss, label=str(width))
    c = np.polyfit(np.log10(group.lr), group.val_loss, 2)
    xs = np.linspace(-5, -1, 100)
    ax.plot(xs, np.polyval(c, xs), lw=0.8)
ax.legend()
fig.savefig("width.png")
