import torch
from transformers import Trainer

TRAINERS = {}


def register(name):
    def deco(cls):
        TRAINERS[name] = cls
        return cls
    return deco


@register("hf")
class HF(Trainer):
    pass


def get_optimizer(name, params, lr):
    return {"adamw": torch.optim.AdamW, "sgd": torch.optim.SGD}[name](params, lr=lr)


def get_trainer(name, *args, **kwargs):
    return TRAINERS[name](*args, **kwargs)
