import sys
import yaml

from pose.utils.misc import fix_random_seeds, setup_logger
from pose.datasets import build_dataloaders
from pose.models import build_model
from pose.engine import train_model

if __name__ == '__main__':
    with open(sys.argv[1]) as f:
        config = yaml.load(f, Loader=yaml.FullLoader)
    logger = setup_logger(config['log_dir'])
    fix_random_seeds(config.get('seed', 0))
    loaders = build_dataloaders(config['data'])
    net = build_model(**config['model'])
    logger.info('params: %.2fM', sum(p.numel() for p in net.parameters()) / 1e6)
    net = train_model(net, loaders, config['optim'], epochs=config['epochs'], log_dir=config['log_dir'],
                      device=config.get('device', 'cuda:0'))
    net.save(config['log_dir'] + '/final.pth')
