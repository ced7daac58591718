import asyncio
import torch
from accelerate import Accelerator, FullyShardedDataParallelPlugin
from fetch import stream


async def amain():
    accelerator = Accelerator(fsdp_plugin=FullyShardedDataParallelPlugin())
    model, optimizer = accelerator.prepare(*make())
    async for batch in stream():
        with accelerator.accumulate(model):
            loss = model(**batch).loss
            accelerator.backward(loss)
            optimizer.step()
            optimizer.zero_grad()


def make():
    from model import Model
    m = Model()
    return m, torch.optim.AdamW(m.parameters())


if __name__ == "__main__":
    asyncio.run(amain())
