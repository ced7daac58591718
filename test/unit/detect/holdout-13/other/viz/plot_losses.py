import argparse
import json

import matplotlib.pyplot as plt
import pandas as pd

ap = argparse.ArgumentParser(description="Plot training loss of several runs")
ap.add_argument("runs", nargs="+")
ap.add_argument("--smooth", type=float, default=0.9)
args = ap.parse_args()
for run in args.runs:
    hist = json.load(open(f"{run}/trainer_state.json"))["log_history"]
    df = pd.DataFrame([h for h in hist if "loss" in h])
    plt.plot(df.step, df.loss.ewm(alpha=1 - args.smooth).mean(), label=run)
plt.xlabel("optimizer step"); plt.ylabel("train loss"); plt.legend()
plt.savefig("loss.png")
