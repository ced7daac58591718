import hydra
import torch
from omegaconf import DictConfig, OmegaConf
from hydra.utils import instantiate


@hydra.main(version_base=None, config_path="conf", config_name="config")
def my_app(cfg: DictConfig) -> None:
    print(OmegaConf.to_yaml(cfg))
    net = instantiate(cfg.model)
    opt = instantiate(cfg.optim, params=net.parameters())
    dl = instantiate(cfg.data)
    for ep in range(cfg.epochs):
        for xb, yb in dl:
            loss = torch.nn.functional.mse_loss(net(xb), yb)
            loss.backward()
            opt.step()
            opt.zero_grad()


if __name__ == "__main__":
    my_app()
