"""DeepSpeed MoE on CIFAR. Launch: deepspeed ds_moe_cls.py --moe --ep-world-size 2 --num-experts 2 --deepspeed"""
import argparse
import deepspeed
import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision
import torchvision.transforms as transforms
from deepspeed.accelerator import get_accelerator
from deepspeed.moe.utils import split_params_into_different_moe_groups_for_optimizer


def add_argument():
    p = argparse.ArgumentParser(description="CIFAR")
    p.add_argument("-e", "--epochs", default=30, type=int)
    p.add_argument("--local_rank", type=int, default=-1)
    p.add_argument("--log-interval", type=int, default=2000)
    p.add_argument("--dtype", default="fp16", choices=["bf16", "fp16", "fp32"])
    p.add_argument("--stage", default=0, type=int, choices=[0, 1, 2, 3])
    p.add_argument("--moe", default=False, action="store_true")
    p.add_argument("--ep-world-size", default=1, type=int)
    p.add_argument("--num-experts", type=int, nargs="+", default=[1])
    p.add_argument("--top-k", default=1, type=int)
    p = deepspeed.add_config_arguments(p)
    return p.parse_args()


class Net(nn.Module):
    def __init__(self, args):
        super().__init__()
        self.conv1, self.conv2, self.pool = nn.Conv2d(3, 6, 5), nn.Conv2d(6, 16, 5), nn.MaxPool2d(2, 2)
        self.fc1, self.fc2 = nn.Linear(400, 120), nn.Linear(120, 84)
        self.moe = args.moe
        if self.moe:
            self.experts = nn.ModuleList(deepspeed.moe.layer.MoE(84, nn.Linear(84, 84), n, args.ep_world_size, k=args.top_k) for n in args.num_experts)
            self.fc4 = nn.Linear(84, 10)
        else:
            self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool(F.relu(self.conv2(self.pool(F.relu(self.conv1(x))))))
        x = F.relu(self.fc2(F.relu(self.fc1(x.view(-1, 400)))))
        if self.moe:
            for layer in self.experts:
                x, _, _ = layer(x)
            return self.fc4(x)
        return self.fc3(x)


def ds_config(a):
    return {"train_batch_size": 16, "steps_per_print": 2000,
            "optimizer": {"type": "Adam", "params": {"lr": 0.001, "betas": [0.8, 0.999], "eps": 1e-8, "weight_decay": 3e-7}},
            "scheduler": {"type": "WarmupLR", "params": {"warmup_min_lr": 0, "warmup_max_lr": 0.001, "warmup_num_steps": 1000}},
            "gradient_clipping": 1.0, "bf16": {"enabled": a.dtype == "bf16"}, "fp16": {"enabled": a.dtype == "fp16", "initial_scale_power": 15},
            "zero_optimization": {"stage": a.stage, "allgather_partitions": True, "overlap_comm": True, "contiguous_gradients": True}}


def main(args):
    deepspeed.init_distributed()
    tf = transforms.Compose([transforms.ToTensor(), transforms.Normalize((.5,) * 3, (.5,) * 3)])
    if torch.distributed.get_rank() != 0:
        torch.distributed.barrier()
    trainset = torchvision.datasets.CIFAR10("./data", train=True, download=True, transform=tf)
    if torch.distributed.get_rank() == 0:
        torch.distributed.barrier()
    net = Net(args)
    params = [p for p in net.parameters() if p.requires_grad]
    if args.moe:
        params = split_params_into_different_moe_groups_for_optimizer({"params": params, "name": "parameters"})
    engine, optimizer, trainloader, _ = deepspeed.initialize(args=args, model=net, model_parameters=params, training_data=trainset, config=ds_config(args))
    device = get_accelerator().device_name(engine.local_rank)
    target = {"bf16": torch.bfloat16, "fp16": torch.half}.get(args.dtype)
    ce = nn.CrossEntropyLoss()
    for epoch in range(args.epochs):
        running = 0.0
        for i, (x, y) in enumerate(trainloader):
            x, y = x.to(device), y.to(device)
            loss = ce(engine(x.to(target) if target else x), y)
            engine.backward(loss)
            engine.step()
            running += loss.item()
            if engine.local_rank == 0 and i % args.log_interval == args.log_interval - 1:
                print(f"[{epoch + 1:3d}, {i + 1:5d}] loss: {running / args.log_interval:.3f}")
                running = 0.0
    print("Finished Training")


if __name__ == "__main__":
    main(add_argument())
