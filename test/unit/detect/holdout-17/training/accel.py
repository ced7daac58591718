from accelerate import Accelerator
from accelerate.utils import set_seed
import torch
from torch.optim import AdamW
from transformers import AutoModelForSequenceClassification, get_linear_schedule_with_warmup
from data import get_dataloaders

def training_function(config):
    acc = Accelerator(mixed_precision='bf16', gradient_accumulation_steps=2)
    set_seed(config['seed'])
    train_dl, eval_dl = get_dataloaders(acc, config['batch_size'])
    model = AutoModelForSequenceClassification.from_pretrained('bert-base-cased')
    optimizer = AdamW(model.parameters(), lr=config['lr'])
    sched = get_linear_schedule_with_warmup(optimizer, 100, len(train_dl) * config['num_epochs'])
    model, optimizer, train_dl, eval_dl, sched = acc.prepare(model, optimizer, train_dl, eval_dl, sched)
    for epoch in range(config['num_epochs']):
        model.train()
        for batch in train_dl:
            with acc.accumulate(model):
                out = model(**batch)
                acc.backward(out.loss)
                optimizer.step(); sched.step(); optimizer.zero_grad()

def main():
    training_function({'lr': 2e-5, 'num_epochs': 3, 'seed': 42, 'batch_size': 16})

if __name__ == '__main__':
    main()
