import asyncio, torch
from replay import Buffer
from net import Q
q = Q(); opt = torch.optim.Adam(q.parameters())
async def learner(buf):
    while True:
        b = await buf.sample(64)
        loss = (q(b.s).gather(1, b.a) - b.t).pow(2).mean()
        opt.zero_grad(); loss.backward(); opt.step()
async def main():
    buf = Buffer(); await asyncio.gather(buf.fill(), learner(buf))
asyncio.run(main())
