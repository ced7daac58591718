import os
import torch
from torch.backends import cudnn
from config import get_args
from data_loader import get_loader
from solver import Solver


def main(config):
    cudnn.benchmark = True
    os.makedirs(config.model_path, exist_ok=True)
    train_loader = get_loader(config.train_path, config.image_size, config.batch_size, mode='train')
    valid_loader = get_loader(config.valid_path, config.image_size, config.batch_size, mode='valid')
    solver = Solver(config, train_loader, valid_loader)
    solver.train()


if __name__ == '__main__':
    main(get_args())
