import colossalai
import torch
from colossalai.booster import Booster
from colossalai.booster.plugin import GeminiPlugin
from colossalai.nn.optimizer import HybridAdam
from tqdm import tqdm
from transformers import GPT2Config, GPT2LMHeadModel

from data_utils import get_loader


def main():
    colossalai.launch_from_torch(seed=42)
    plugin = GeminiPlugin(placement_policy="static", initial_scale=2**5)
    booster = Booster(plugin=plugin)
    model = GPT2LMHeadModel(GPT2Config())
    optimizer = HybridAdam(model.parameters(), lr=1e-4)
    loader = get_loader(plugin, 8)
    model, optimizer, _, loader, _ = booster.boost(model, optimizer, dataloader=loader)
    for epoch in range(2):
        bar = tqdm(loader, disable=not booster.coordinator.is_master() if hasattr(booster, "coordinator") else False)
        for batch in bar:
            loss = model(**batch).loss
            booster.backward(loss, optimizer)
            optimizer.step()
            optimizer.zero_grad()
            bar.set_postfix(loss=loss.item())


if __name__ == "__main__":
    main()
