import argparse
import deepspeed
import torch
from deepspeed.pipe import PipelineModule
from torchvision.models import alexnet
from data import cifar_trainset


def get_args():
    p = argparse.ArgumentParser()
    p.add_argument("--local_rank", type=int, default=-1)
    p.add_argument("-s", "--steps", type=int, default=100)
    p.add_argument("-p", "--pipeline-parallel-size", type=int, default=2)
    return deepspeed.add_config_arguments(p).parse_args()


if __name__ == "__main__":
    args = get_args()
    deepspeed.init_distributed(dist_backend="nccl")
    net = alexnet(num_classes=10)
    layers = [*net.features, net.avgpool, lambda x: torch.flatten(x, 1), *net.classifier]
    net = PipelineModule(layers, loss_fn=torch.nn.CrossEntropyLoss(), num_stages=args.pipeline_parallel_size)
    engine, _, _, _ = deepspeed.initialize(args=args, model=net, model_parameters=[p for p in net.parameters() if p.requires_grad],
                                           training_data=cifar_trainset(args.local_rank))
    for step in range(args.steps):
        loss = engine.train_batch()
