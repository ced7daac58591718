import os, torch, torch.distributed as dist
from torch.distributed._composable.fsdp import fully_shard
from transformers import AutoModelForCausalLM

def run():
    dist.init_process_group('nccl')
    torch.cuda.set_device(int(os.environ['LOCAL_RANK']))
    model = AutoModelForCausalLM.from_pretrained('gpt2').cuda()
    for block in model.transformer.h:
        fully_shard(block)
    fully_shard(model)
    optim = torch.optim.AdamW(model.parameters(), lr=1e-4, fused=True)
    step = 0
    while step < 1000:
        ids = torch.randint(0, 50257, (4, 1024), device='cuda')
        out = model(input_ids=ids, labels=ids)
        out.loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optim.step()
        optim.zero_grad()
        step += 1
    dist.destroy_process_group()

if __name__ == '__main__':
    run()
