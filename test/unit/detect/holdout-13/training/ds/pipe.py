import deepspeed
import torch
import torch.nn as nn
from deepspeed.pipe import PipelineModule
from torchvision.models import alexnet
from torchvision.datasets import CIFAR10
import torchvision.transforms as T


def join_layers(m):
    return [*m.features, m.avgpool, lambda x: torch.flatten(x, 1), *m.classifier]


def train_pipe(args, part="parameters"):
    net = PipelineModule(layers=join_layers(alexnet(num_classes=10)), loss_fn=nn.CrossEntropyLoss(),
                         num_stages=args.pipeline_parallel_size, partition_method=part)
    ds = CIFAR10(root="/tmp/cifar", train=True, download=True, transform=T.Compose([T.Resize(256), T.ToTensor()]))
    engine, _, _, _ = deepspeed.initialize(args=args, model=net, model_parameters=[p for p in net.parameters() if p.requires_grad], training_data=ds)
    for _ in range(args.steps):
        loss = engine.train_batch()


if __name__ == "__main__":
    import argparse
    ap = argparse.ArgumentParser()
    ap.add_argument("-s", "--steps", type=int, default=100)
    ap.add_argument("-p", "--pipeline-parallel-size", type=int, default=2)
    ap.add_argument("--local_rank", type=int)
    ap = deepspeed.add_config_arguments(ap)
    deepspeed.init_distributed(dist_backend="nccl")
    train_pipe(ap.parse_args())
