import sys
import pandas as pd
import matplotlib.pyplot as plt

log = pd.read_csv(sys.argv[1])
fig, ax = plt.subplots(2, 1, sharex=True)
for name, g in log.groupby("optimizer"):
    ax[0].plot(g["step"], g["train_loss"].ewm(span=50).mean(), label=name)
    ax[1].plot(g["step"], g["lr"])
ax[0].legend()
fig.savefig("train_curves.png")
