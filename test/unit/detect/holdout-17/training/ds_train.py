import argparse, deepspeed, torch
from model import GPT
from dataset import TokenDataset

p = argparse.ArgumentParser()
p.add_argument('--local_rank', type=int, default=-1)
p.add_argument('--epochs', type=int, default=2)
p = deepspeed.add_config_arguments(p)
args = p.parse_args()
net = GPT()
engine, _, loader, _ = deepspeed.initialize(args=args, model=net, model_parameters=net.parameters(), training_data=TokenDataset('tokens.bin'))
for e in range(args.epochs):
    for x, y in loader:
        loss = engine(x.to(engine.device), y.to(engine.device))
        engine.backward(loss)
        engine.step()
