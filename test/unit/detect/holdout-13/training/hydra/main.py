import logging

import hydra
from omegaconf import OmegaConf
import torch

from src.utils import get_model, get_data

log = logging.getLogger(__name__)


class Runner:
    def __init__(self, cfg):
        self.cfg = cfg
        self.model = get_model(cfg)
        self.opt = hydra.utils.instantiate(cfg.optimizer, params=self.model.parameters())
        self.sched = hydra.utils.instantiate(cfg.scheduler, optimizer=self.opt)

    def _one_step(self, batch):
        self.opt.zero_grad()
        loss = self.model.loss(*batch)
        loss.backward()
        self.opt.step()
        self.sched.step()
        return loss.detach()

    def __call__(self):
        for step, batch in zip(range(self.cfg.steps), get_data(self.cfg)):
            l = self._one_step(batch)
            if step % 50 == 0:
                log.info("step %d loss %.3f", step, l)


@hydra.main(config_path="conf", config_name="config", version_base=None)
def main(cfg):
    log.info(OmegaConf.to_yaml(cfg))
    Runner(cfg)()


if __name__ == "__main__":
    main()
