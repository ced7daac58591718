import argparse
import colossalai
import torch
from colossalai.booster import Booster
from colossalai.booster.plugin import GeminiPlugin, HybridParallelPlugin, LowLevelZeroPlugin
from colossalai.cluster import DistCoordinator
from colossalai.nn.optimizer import HybridAdam
from tqdm import tqdm
from transformers import AutoConfig, GPT2ForSequenceClassification, get_linear_schedule_with_warmup
from data import GLUEDataBuilder


def train_epoch(epoch, model, optimizer, criterion, sched, loader, booster, coordinator):
    model.train()
    it = iter(loader)
    use_pipeline = isinstance(booster.plugin, HybridParallelPlugin) and booster.plugin.pp_size > 1
    with tqdm(range(len(loader)), disable=not coordinator.is_master()) as bar:
        for _ in bar:
            if use_pipeline:
                booster.execute_pipeline(it, model, criterion, optimizer, return_loss=True)
            else:
                batch = {k: v.cuda() for k, v in next(it).items()}
                loss = criterion(model(**batch), None)
                booster.backward(loss, optimizer)
                bar.set_postfix(loss=loss.item())
            optimizer.step()
            optimizer.zero_grad()
            sched.step()


def main():
    p = argparse.ArgumentParser()
    p.add_argument("-p", "--plugin", default="gemini")
    p.add_argument("--epochs", type=int, default=3)
    args = p.parse_args()
    colossalai.launch_from_torch(seed=42)
    coordinator = DistCoordinator()
    booster = Booster(plugin={"gemini": GeminiPlugin, "zero": LowLevelZeroPlugin}[args.plugin]())
    loader = GLUEDataBuilder("gpt2", booster.plugin, "mrpc").train_dataloader()
    model = GPT2ForSequenceClassification(AutoConfig.from_pretrained("gpt2")).cuda()
    optimizer = HybridAdam(model.parameters(), lr=2.4e-5)
    sched = get_linear_schedule_with_warmup(optimizer, 100, len(loader) * args.epochs)
    criterion = lambda out, _: out.loss
    model, optimizer, criterion, _, sched = booster.boost(model, optimizer, criterion=criterion, lr_scheduler=sched)
    for epoch in range(args.epochs):
        train_epoch(epoch, model, optimizer, criterion, sched, loader, booster, coordinator)


if __name__ == "__main__":
    main()
