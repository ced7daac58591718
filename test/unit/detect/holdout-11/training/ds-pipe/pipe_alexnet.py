import deepspeed
import torch
from deepspeed.pipe import PipelineModule
from torchvision.models import alexnet

from common import cifar_trainset, get_args, join_layers


def train_pipe(args, part="parameters"):
    torch.manual_seed(args.seed)
    deepspeed.runtime.utils.set_random_seed(args.seed)
    net = PipelineModule(layers=join_layers(alexnet(num_classes=10)), loss_fn=torch.nn.CrossEntropyLoss(), num_stages=args.pipeline_parallel_size, partition_method=part)
    engine, *_ = deepspeed.initialize(args=args, model=net, model_parameters=[p for p in net.parameters() if p.requires_grad], training_data=cifar_trainset(args.local_rank))
    for step in range(args.steps):
        loss = engine.train_batch()


if __name__ == "__main__":
    args = get_args()
    deepspeed.init_distributed(dist_backend=args.backend)
    torch.cuda.set_device(args.local_rank)
    train_pipe(args)
