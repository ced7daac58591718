import os
import torch
import torch.distributed as dist
from torch.distributed.fsdp import MixedPrecisionPolicy, fully_shard
from torch.utils.data import DataLoader
from torch.utils.data.distributed import DistributedSampler
from transformers import T5ForConditionalGeneration

from summarization import wikihow


def fsdp_main():
    dist.init_process_group("nccl")
    rank = int(os.environ["LOCAL_RANK"])
    torch.cuda.set_device(rank)
    model = T5ForConditionalGeneration.from_pretrained("t5-base").cuda()
    for block in [*model.encoder.block, *model.decoder.block]:
        fully_shard(block, mp_policy=MixedPrecisionPolicy(param_dtype=torch.bfloat16))
    fully_shard(model)
    optim = torch.optim.AdamW(model.parameters(), lr=2e-3)
    ds = wikihow("train")
    sampler = DistributedSampler(ds, shuffle=True)
    dl = DataLoader(ds, batch_size=4, sampler=sampler)
    for epoch in range(2):
        sampler.set_epoch(epoch)
        for batch in dl:
            optim.zero_grad()
            out = model(input_ids=batch["source_ids"].cuda(), attention_mask=batch["source_mask"].cuda(), labels=batch["target_ids"].cuda())
            out["loss"].backward()
            optim.step()
    dist.barrier()
    dist.destroy_process_group()


if __name__ == "__main__":
    fsdp_main()
