import functools
import os
import torch
import torch.distributed as dist
from torch.distributed.fsdp import FullyShardedDataParallel as FSDP
from torch.distributed.fsdp.wrap import transformer_auto_wrap_policy
from transformers.models.llama.modeling_llama import LlamaDecoderLayer
from transformers import LlamaForCausalLM
from data import loader


def setup():
    dist.init_process_group('nccl')
    torch.cuda.set_device(int(os.environ['LOCAL_RANK']))


def train_epoch(model, dl, opt, rank, epoch):
    model.train()
    total = torch.zeros(2).to(rank)
    for batch in dl:
        for k in batch:
            batch[k] = batch[k].to(rank)
        opt.zero_grad()
        loss = model(**batch).loss
        loss.backward()
        opt.step()
        total[0] += loss.item()
        total[1] += 1
    dist.all_reduce(total)
    if rank == 0:
        print(epoch, total[0] / total[1])


if __name__ == '__main__':
    setup()
    rank = dist.get_rank()
    policy = functools.partial(transformer_auto_wrap_policy, transformer_layer_cls={LlamaDecoderLayer})
    model = FSDP(LlamaForCausalLM.from_pretrained('meta-llama/Llama-2-7b-hf'), auto_wrap_policy=policy)
    opt = torch.optim.AdamW(model.parameters(), lr=2e-5)
    for e in range(3):
        train_epoch(model, loader(rank), opt, rank, e)
    dist.destroy_process_group()
