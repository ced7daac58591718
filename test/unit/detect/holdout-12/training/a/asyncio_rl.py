import asyncio
import torch
from policy import Policy
from rollout import collect

async def learner(queue, policy):
    opt = torch.optim.Adam(policy.parameters(), 3e-4)
    while True:
        traj = await queue.get()
        loss = -(policy.log_prob(traj) * traj.advantages).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()

async def main():
    q, policy = asyncio.Queue(8), Policy()
    await asyncio.gather(collect(q, policy), learner(q, policy))

asyncio.run(main())
