import argparse

import optuna
from optuna.visualization.matplotlib import plot_optimization_history, plot_param_importances
import matplotlib.pyplot as plt

parser = argparse.ArgumentParser()
parser.add_argument("--study", default="xgb-churn")
parser.add_argument("--storage", default="sqlite:///optuna.db")
args = parser.parse_args()

study = optuna.load_study(study_name=args.study, storage=args.storage)
print(f"{len(study.trials)} trials, best {study.best_value:.5f}")
for k, v in study.best_params.items():
    print(f"  --{k.replace('_', '-')} {v}", end=" \\\n")
plot_optimization_history(study)
plt.savefig("history.png")
plot_param_importances(study)
plt.savefig("importance.png")
print("\nretrain with: python train.py " + " ".join(f"--{k} {v}" for k, v in study.best_params.items()))
