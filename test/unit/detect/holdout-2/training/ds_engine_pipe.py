import deepspeed, argparse, torch
from deepspeed.pipe import PipelineModule
from net import layers
from data import trainset
p = argparse.ArgumentParser()
p = deepspeed.add_config_arguments(p)
p.add_argument('--local_rank', type=int, default=-1)
p.add_argument('--steps', type=int, default=100)
a = p.parse_args()
deepspeed.init_distributed()
net = PipelineModule(layers=layers(), loss_fn=torch.nn.CrossEntropyLoss(), num_stages=2)
engine, _, _, _ = deepspeed.initialize(args=a, model=net, model_parameters=[q for q in net.parameters()], training_data=trainset())
for step in range(a.steps):
    loss = engine.train_batch()
