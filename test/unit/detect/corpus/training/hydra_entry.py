import hydra
import torch
import wandb
from omegaconf import DictConfig, OmegaConf
from hydra.utils import instantiate
from tqdm import tqdm


def fit_one_epoch(net, data, opt, sched, device):
    net.train()
    bar = tqdm(data)
    for imgs, labels in bar:
        imgs, labels = imgs.to(device), labels.to(device)
        opt.zero_grad()
        loss = torch.nn.functional.cross_entropy(net(imgs), labels)
        loss.backward()
        opt.step()
        sched.step()
        wandb.log({'loss': loss.item()})


@hydra.main(version_base=None, config_path='conf', config_name='default')
def run(cfg: DictConfig) -> None:
    print(OmegaConf.to_yaml(cfg))
    wandb.init(project=cfg.project, config=OmegaConf.to_container(cfg))
    net = instantiate(cfg.net).cuda()
    opt = instantiate(cfg.opt, net.parameters())
    sched = instantiate(cfg.sched, opt)
    data = instantiate(cfg.data)
    for _ in range(cfg.epochs):
        fit_one_epoch(net, data, opt, sched, 'cuda')


if __name__ == '__main__':
    run()
