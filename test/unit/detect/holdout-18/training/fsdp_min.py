import functools, os
import torch
import torch.distributed as dist
from torch.distributed.fsdp import FullyShardedDataParallel as FSDP, MixedPrecision
from torch.distributed.fsdp.wrap import transformer_auto_wrap_policy
from transformers import T5ForConditionalGeneration
from transformers.models.t5.modeling_t5 import T5Block
from summarization_dataset import wikihow_loader


def setup():
    dist.init_process_group("nccl")
    torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))


def fsdp_main():
    setup()
    rank = dist.get_rank()
    model = T5ForConditionalGeneration.from_pretrained("t5-base")
    policy = functools.partial(transformer_auto_wrap_policy, transformer_layer_cls={T5Block})
    model = FSDP(model, auto_wrap_policy=policy, device_id=torch.cuda.current_device(),
                 mixed_precision=MixedPrecision(param_dtype=torch.bfloat16))
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.002)
    for epoch in range(2):
        fsdp_loss = torch.zeros(2).to(rank)
        for batch in wikihow_loader(rank):
            for key in batch.keys():
                batch[key] = batch[key].to(rank)
            optimizer.zero_grad()
            loss = model(input_ids=batch["source_ids"], labels=batch["target_ids"])["loss"]
            loss.backward()
            optimizer.step()
            fsdp_loss[0] += loss.item()
        dist.all_reduce(fsdp_loss, op=dist.ReduceOp.SUM)
    dist.destroy_process_group()


if __name__ == '__main__':
    fsdp_main()
