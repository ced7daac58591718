import deepspeed
import torch.nn as nn
from deepspeed.pipe import PipelineModule
from torchvision.datasets import CIFAR10
from torchvision.models import AlexNet


def join_layers(m):
    return [*m.features, m.avgpool, lambda x: x.flatten(1), *m.classifier]


def train_pipe(args):
    net = PipelineModule(layers=join_layers(AlexNet(num_classes=10)), loss_fn=nn.CrossEntropyLoss(), num_stages=2)
    engine, _, _, _ = deepspeed.initialize(args=args, model=net, model_parameters=[p for p in net.parameters() if p.requires_grad], training_data=CIFAR10("."))
    for step in range(args.steps):
        loss = engine.train_batch()
    print(loss)


if __name__ == "__main__":
    import argparse
    ap = argparse.ArgumentParser()
    ap.add_argument("--steps", type=int, default=100)
    deepspeed.add_config_arguments(ap)
    train_pipe(ap.parse_args())
