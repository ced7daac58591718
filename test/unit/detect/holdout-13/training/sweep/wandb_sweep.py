import wandb
from sklearn.svm import SVC
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

sweep_configuration = {
    "method": "bayes",
    "metric": {"name": "acc", "goal": "maximize"},
    "parameters": {"C": {"min": 0.1, "max": 10.0}, "gamma": {"values": [1e-2, 1e-3]}},
}


def main():
    with wandb.init() as run:
        X, y = load_digits(return_X_y=True)
        a, b, c, d = train_test_split(X, y)
        svc = SVC(C=wandb.config.C, gamma=wandb.config.gamma)
        svc.fit(a, c)
        run.log({"acc": svc.score(b, d)})


sweep_id = wandb.sweep(sweep=sweep_configuration, project="digits")
wandb.agent(sweep_id, function=main, count=10)
