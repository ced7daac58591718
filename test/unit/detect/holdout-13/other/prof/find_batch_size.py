import torch
from transformers import AutoModelForCausalLM

m = AutoModelForCausalLM.from_pretrained("gpt2-large").cuda()
lo, hi = 1, 256
while lo < hi:
    bs = (lo + hi + 1) // 2
    try:
        ids = torch.randint(0, 50257, (bs, 1024), device="cuda")
        m(ids, labels=ids).loss.backward()
        m.zero_grad()
        lo = bs
    except torch.cuda.OutOfMemoryError:
        hi = bs - 1
        torch.cuda.empty_cache()
print("largest batch", lo, torch.cuda.max_memory_allocated() / 2**30)
