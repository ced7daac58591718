import torch
from transformers import AutoModelForCausalLM
from data import get_batches

model = AutoModelForCausalLM.from_pretrained("meta-llama/Llama-3.2-1B").cuda()
optimizer_dict = {p: torch.optim.AdamW([p], lr=1e-5, foreach=False) for p in model.parameters()}


def optimizer_hook(parameter) -> None:
    optimizer_dict[parameter].step()
    optimizer_dict[parameter].zero_grad()


for p in model.parameters():
    p.register_post_accumulate_grad_hook(optimizer_hook)

for batch in get_batches():
    model(**batch, labels=batch["input_ids"]).loss.backward()
