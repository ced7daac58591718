"""Entry point. Usage: python main.py fit -c cfg.yml"""
import logging
from pathlib import Path
import yaml
from core.builder import build_everything
from core.loop import Looper

LOG = logging.getLogger(__name__)

def entry(path: Path):
    cfg = yaml.safe_load(path.read_text())
    net, optimizer, scheduler, train_dl, val_dl = build_everything(cfg)
    looper = Looper(net, optimizer, scheduler, cfg)
    for epoch in range(cfg['epochs']):
        looper.train_epoch(train_dl, epoch)
        if epoch % 5 == 0:
            LOG.info(looper.validate(val_dl))

if __name__ == '__main__':
    import sys
    entry(Path(sys.argv[1]))
