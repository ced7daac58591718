import argparse
import torch
from accelerate import Accelerator
from transformers import AutoModelForSequenceClassification, get_linear_schedule_with_warmup
from data import get_dataloaders


def training_function(config, args):
    accelerator = Accelerator(mixed_precision=args.mixed_precision)
    train_dl, eval_dl = get_dataloaders(accelerator, config["batch_size"])
    model = AutoModelForSequenceClassification.from_pretrained("bert-base-cased")
    optimizer = torch.optim.AdamW(params=model.parameters(), lr=config["lr"])
    lr_scheduler = get_linear_schedule_with_warmup(optimizer, 100, 1000)
    model, optimizer, train_dl, eval_dl, lr_scheduler = accelerator.prepare(model, optimizer, train_dl, eval_dl, lr_scheduler)
    for epoch in range(config["num_epochs"]):
        model.train()
        for step, batch in enumerate(train_dl):
            outputs = model(**batch)
            accelerator.backward(outputs.loss)
            optimizer.step()
            lr_scheduler.step()
            optimizer.zero_grad()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mixed_precision", type=str, default=None)
    args = parser.parse_args()
    training_function({"lr": 2e-5, "num_epochs": 3, "batch_size": 16}, args)


if __name__ == "__main__":
    main()
