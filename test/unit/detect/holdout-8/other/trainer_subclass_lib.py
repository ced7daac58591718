from transformers import Trainer, TrainerCallback
from torch.utils.data import DataLoader


class BalancedTrainer(Trainer):
    def __init__(self, *args, sampler=None, **kw):
        super().__init__(*args, **kw)
        self._sampler = sampler

    def get_train_dataloader(self):
        return DataLoader(self.train_dataset, batch_size=self.args.train_batch_size, sampler=self._sampler, collate_fn=self.data_collator)

    def train(self, *args, **kw):
        self.add_callback(TrainerCallback())
        return super().train(*args, **kw)
