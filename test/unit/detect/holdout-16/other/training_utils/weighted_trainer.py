import math
from typing import Dict, List, Optional

import torch
from torch import nn
from torch.utils.data import WeightedRandomSampler
from transformers import Trainer, TrainerCallback
from transformers.trainer_pt_utils import get_parameter_names


class RDropTrainer(Trainer):
    """Two passes of each batch; the KL of the two is added to the loss."""

    def __init__(self, *args, alpha: float = 1.0, class_weights: Optional[List[float]] = None, layer_decay: float = 1.0, **kwargs):
        super().__init__(*args, **kwargs)
        self.alpha, self.layer_decay = alpha, layer_decay
        self.class_weights = None if class_weights is None else torch.tensor(class_weights)

    def compute_loss(self, model, inputs, return_outputs=False):
        labels = inputs.pop("labels")
        a, b = model(**inputs), model(**inputs) if model.training else None
        w = None if self.class_weights is None else self.class_weights.to(labels.device)
        loss = nn.functional.cross_entropy(a.logits, labels, w)
        if b is not None:
            la, lb = a.logits.log_softmax(-1), b.logits.log_softmax(-1)
            kl = nn.functional.kl_div(la, lb, log_target=True, reduction="batchmean")
            loss = 0.5 * (loss + nn.functional.cross_entropy(b.logits, labels, w)) + self.alpha * kl
        return (loss, a) if return_outputs else loss

    def create_optimizer(self):
        if self.optimizer is None:
            decay = set(get_parameter_names(self.model, [nn.LayerNorm]))
            n = self.model.config.num_hidden_layers
            groups: Dict[tuple, dict] = {}
            for name, p in self.model.named_parameters():
                depth = next((int(s) + 1 for s in name.split(".") if s.isdigit()), n + 1 if "classifier" in name else 0)
                lr = self.args.learning_rate * self.layer_decay ** (n + 1 - depth)
                wd = self.args.weight_decay if name in decay and not name.endswith("bias") else 0.0
                groups.setdefault((lr, wd), {"params": [], "lr": lr, "weight_decay": wd})["params"].append(p)
            self.optimizer = torch.optim.AdamW(list(groups.values()))
        return self.optimizer

    def _get_train_sampler(self):
        y = torch.tensor(self.train_dataset["labels"])
        w = 1.0 / torch.bincount(y).float().sqrt()
        return WeightedRandomSampler(w[y], len(y))


class PerplexityCallback(TrainerCallback):
    def on_evaluate(self, args, state, control, metrics, **kwargs):
        if "eval_loss" in metrics:
            metrics["eval_ppl"] = math.exp(min(20, metrics["eval_loss"]))
