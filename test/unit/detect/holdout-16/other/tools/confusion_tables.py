import argparse
import itertools
import os
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.metrics import ConfusionMatrixDisplay, classification_report, confusion_matrix, f1_score
from statsmodels.stats.contingency_tables import mcnemar


def bootstrap(y, p, n=1000, seed=0):
    rng = np.random.default_rng(seed)
    s = [f1_score(y[i], p[i], average="macro") for i in (rng.integers(0, len(y), len(y)) for _ in range(n))]
    return np.percentile(s, [2.5, 97.5])


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("predictions", nargs="+", help="csv with columns id,label,pred, one per trained model")
    ap.add_argument("--tex")
    a = ap.parse_args()
    runs = {os.path.basename(f)[:-4]: pd.read_csv(f).set_index("id") for f in a.predictions}
    rows = []
    for name, d in runs.items():
        print("==", name)
        print(classification_report(d.label, d.pred, digits=3, zero_division=0))
        lo, hi = bootstrap(d.label.to_numpy(), d.pred.to_numpy())
        rows.append({"model": name, "F1": f1_score(d.label, d.pred, average="macro"), "lo": lo, "hi": hi, "acc": (d.label == d.pred).mean()})
        cm = confusion_matrix(d.label, d.pred, normalize="true")
        ConfusionMatrixDisplay(cm, display_labels=sorted(d.label.unique())).plot(xticks_rotation=90, include_values=False)
        plt.tight_layout()
        plt.savefig(f"cm_{name}.pdf")
        plt.close()
    for (m, x), (n, z) in itertools.combinations(runs.items(), 2):
        z = z.loc[x.index]
        a1, a2 = x.pred == x.label, z.pred == z.label
        print(m, n, "McNemar p =", mcnemar([[(a1 & a2).sum(), (a1 & ~a2).sum()], [(~a1 & a2).sum(), (~a1 & ~a2).sum()]]).pvalue)
    t = pd.DataFrame(rows).round(3)
    print(t)
    if a.tex:
        t.to_latex(a.tex, index=False)
