import colossalai
from colossalai.booster import Booster
from colossalai.booster.plugin import GeminiPlugin
from colossalai.nn.optimizer import HybridAdam
from transformers import LlamaForCausalLM, LlamaConfig
from data import prepare_dataloader

def main():
    colossalai.launch_from_torch()
    booster = Booster(plugin=GeminiPlugin())
    model = LlamaForCausalLM(LlamaConfig())
    optimizer = HybridAdam(model.parameters(), lr=3e-4)
    model, optimizer, _, dataloader, _ = booster.boost(model, optimizer, dataloader=prepare_dataloader())
    for epoch in range(2):
        for batch in dataloader:
            loss = model(**batch).loss
            booster.backward(loss, optimizer)
            optimizer.step()
            optimizer.zero_grad()

if __name__ == "__main__":
    main()
