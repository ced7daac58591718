import torch
from transformers import AutoModelForCausalLM, AutoTokenizer
from corpus import batches

tok = AutoTokenizer.from_pretrained("gpt2-medium")
lm = AutoModelForCausalLM.from_pretrained("gpt2-medium").cuda().eval()
lm.requires_grad_(False)
soft_prompt = torch.nn.Parameter(torch.randn(20, 1024, device="cuda") * 0.02)
opt = torch.optim.Adam([soft_prompt], lr=0.3)
for batch in batches(tok, 16):
    emb = lm.transformer.wte(batch)
    inp = torch.cat([soft_prompt.expand(len(batch), -1, -1), emb], 1)
    loss = lm(inputs_embeds=inp, labels=torch.nn.functional.pad(batch, (20, 0), value=-100)).loss
    opt.zero_grad(); loss.backward(); opt.step()
torch.save(soft_prompt, "prompt.pt")
