from ray import serve
import torch
@serve.deployment(num_replicas=2)
class M:
    def __init__(self): self.m = torch.jit.load('m.pt')
    async def __call__(self, r): return self.m(torch.tensor((await r.json())['x'])).tolist()
serve.run(M.bind())
