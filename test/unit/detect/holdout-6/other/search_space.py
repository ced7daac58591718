from ray import tune

space = {
    "lr": tune.loguniform(1e-5, 1e-2),
    "batch_size": tune.choice([16, 32, 64]),
    "epochs": 10,
    "optimizer": tune.choice(["adam", "sgd"]),
}


def to_args(config):
    return [f"--{k}={v}" for k, v in config.items()]
