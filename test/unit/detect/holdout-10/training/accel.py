from accelerate import Accelerator
from accelerate.utils import set_seed
import torch
from torch.optim import AdamW
from transformers import AutoModelForSequenceClassification, get_linear_schedule_with_warmup
from mydata import get_dataloaders


def training_function(config):
    accelerator = Accelerator(mixed_precision="bf16", gradient_accumulation_steps=4)
    set_seed(config["seed"])
    train_dl, eval_dl = get_dataloaders(accelerator, config["bs"])
    model = AutoModelForSequenceClassification.from_pretrained("bert-base-cased")
    optimizer = AdamW(params=model.parameters(), lr=config["lr"])
    sched = get_linear_schedule_with_warmup(optimizer, 100, len(train_dl) * 3)
    model, optimizer, train_dl, eval_dl, sched = accelerator.prepare(model, optimizer, train_dl, eval_dl, sched)
    for epoch in range(config["epochs"]):
        model.train()
        for batch in train_dl:
            with accelerator.accumulate(model):
                loss = model(**batch).loss
                accelerator.backward(loss)
                optimizer.step()
                sched.step()
                optimizer.zero_grad()


def main():
    training_function({"lr": 2e-5, "epochs": 3, "seed": 42, "bs": 16})


if __name__ == "__main__":
    main()
