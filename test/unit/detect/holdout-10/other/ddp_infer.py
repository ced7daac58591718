import os
import torch
import torch.distributed as dist
from torch.distributed.fsdp import FullyShardedDataParallel as FSDP
from torch.nn.parallel import DistributedDataParallel as DDP
from transformers import AutoModelForCausalLM
from project.data import loader


def main():
    dist.init_process_group("nccl")
    rank = int(os.environ["LOCAL_RANK"])
    model = FSDP(AutoModelForCausalLM.from_pretrained("gpt2").to(rank))
    model.eval()
    tot = torch.zeros(2, device=rank)
    for b in loader(rank):
        with torch.inference_mode():
            tot += torch.tensor([model(**b, labels=b["input_ids"]).loss.item(), 1.0], device=rank)
    dist.all_reduce(tot)
    if rank == 0:
        print("ppl", (tot[0] / tot[1]).exp().item())


if __name__ == "__main__":
    main()
