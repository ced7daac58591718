import argparse
import optuna
import pandas as pd
from optuna.importance import FanovaImportanceEvaluator
from optuna.visualization.matplotlib import plot_contour, plot_intermediate_values, plot_optimization_history, plot_parallel_coordinate
import matplotlib.pyplot as plt

p = argparse.ArgumentParser(description="Report of a finished hyperparameter search")
p.add_argument("--storage", default="sqlite:///optuna.db")
p.add_argument("--study")
p.add_argument("--out", default="report")
a = p.parse_args()
names = [a.study] if a.study else [s.study_name for s in optuna.get_all_study_summaries(a.storage)]
for n in names:
    study = optuna.load_study(study_name=n, storage=a.storage)
    done = study.get_trials(states=[optuna.trial.TrialState.COMPLETE])
    pruned = study.get_trials(states=[optuna.trial.TrialState.PRUNED])
    hours = sum((t.duration.total_seconds() for t in done + pruned if t.duration), 0) / 3600
    print(f"{n}: {len(done)} complete, {len(pruned)} pruned, {hours:.1f} h of training, best {study.best_value:.4f}")
    print("python train.py", " ".join(f"--{k}={v}" for k, v in study.best_params.items()))
    imp = optuna.importance.get_param_importances(study, evaluator=FanovaImportanceEvaluator(seed=0))
    print(pd.Series(imp).round(3).to_string())
    for f in (plot_optimization_history, plot_parallel_coordinate, plot_intermediate_values):
        f(study)
        plt.savefig(f"{a.out}_{n}_{f.__name__}.png", bbox_inches="tight")
        plt.close()
    top = list(imp)[:2]
    if len(top) == 2:
        plot_contour(study, params=top)
        plt.savefig(f"{a.out}_{n}_contour.png")
    study.trials_dataframe().to_csv(f"{a.out}_{n}.csv", index=False)
