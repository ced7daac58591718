import colossalai
import torch
from colossalai.booster import Booster
from colossalai.booster.plugin import GeminiPlugin
from colossalai.nn.optimizer import HybridAdam
from transformers import AutoModelForCausalLM

colossalai.launch_from_torch(config={})
booster = Booster(plugin=GeminiPlugin())
model = AutoModelForCausalLM.from_pretrained("gpt2")
optimizer = HybridAdam(model.parameters(), lr=2.4e-5)
dataloader = booster.plugin.prepare_dataloader(get_ds(), batch_size=8, shuffle=True)
model, optimizer, *_ = booster.boost(model, optimizer)
for epoch in range(3):
    for batch in dataloader:
        loss = model(**{k: v.cuda() for k, v in batch.items()})[0]
        booster.backward(loss, optimizer)
        optimizer.step()
        optimizer.zero_grad()
