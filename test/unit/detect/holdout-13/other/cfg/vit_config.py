import ml_collections


def get_config():
    config = ml_collections.ConfigDict()
    config.model = "ViT-B_16"
    config.optim = ml_collections.ConfigDict({"name": "adam", "lr": 3e-3, "wd": 0.3})
    config.total_steps = 300_000
    config.batch = 4096
    config.train = True
    return config


def get_sweep(h):
    return h.product([h.sweep("lr", [1e-3, 3e-3]), h.sweep("wd", [0.1, 0.3])])
