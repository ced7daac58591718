from transformers import Trainer
import torch


class WeightedTrainer(Trainer):
    def __init__(self, *args, weights=None, **kw):
        super().__init__(*args, **kw)
        self.weights = weights

    def compute_loss(self, model, inputs, return_outputs=False, **kw):
        labels = inputs.pop("labels")
        out = model(**inputs)
        loss = torch.nn.functional.cross_entropy(out.logits, labels, weight=self.weights)
        return (loss, out) if return_outputs else loss

    def train(self, *a, **kw):
        self.model.config.use_cache = False
        return super().train(*a, **kw)


def run(model, args, ds):
    t = WeightedTrainer(model=model, args=args, train_dataset=ds)
    t.train()
    return t
