import os, torch, torch.distributed as dist
from torch.distributed.fsdp import fully_shard, MixedPrecisionPolicy
from llama import Transformer, Args
from loader import hf_stream
dist.init_process_group('nccl'); torch.cuda.set_device(int(os.environ['LOCAL_RANK']))
with torch.device('meta'):
    m = Transformer(Args())
for b in m.layers: fully_shard(b, mp_policy=MixedPrecisionPolicy(torch.bfloat16))
fully_shard(m); m.to_empty(device='cuda'); m.init_weights()
opts = [torch.optim.AdamW([p], lr=3e-4, fused=True) for p in m.parameters()]
for i, p in enumerate(m.parameters()):
    p.register_post_accumulate_grad_hook(lambda q, i=i: (opts[i].step(), opts[i].zero_grad()))
for step, (x, y) in enumerate(hf_stream('c4', 8, 4096)):
    torch.nn.functional.cross_entropy(m(x).flatten(0, 1), y.flatten()).backward()
    if step == 10_000: break
