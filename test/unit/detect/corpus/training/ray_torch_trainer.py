import ray.train
import torch
from ray.train.torch import TorchTrainer
from ray.train import ScalingConfig
from zoo import make_net, make_data

def loop(config):
    net = ray.train.torch.prepare_model(make_net())
    dl = ray.train.torch.prepare_data_loader(make_data(config['bs']))
    opt = torch.optim.AdamW(net.parameters(), config['lr'])
    for _ in range(config['epochs']):
        for x, y in dl:
            opt.zero_grad()
            l = ((net(x) - y) ** 2).mean()
            l.backward()
            opt.step()
        ray.train.report({'loss': l.item()})

TorchTrainer(loop, train_loop_config={'bs': 64, 'lr': 1e-3, 'epochs': 5}, scaling_config=ScalingConfig(num_workers=4, use_gpu=True)).fit()
