import argparse
import os
import torch


class BaseOptions():
    """Options used during both training and test time."""

    def __init__(self):
        self.initialized = False

    def initialize(self, parser):
        parser.add_argument('--dataroot', required=True)
        parser.add_argument('--name', type=str, default='experiment_name')
        parser.add_argument('--gpu_ids', type=str, default='0')
        parser.add_argument('--checkpoints_dir', type=str, default='./checkpoints')
        parser.add_argument('--model', type=str, default='cycle_gan')
        parser.add_argument('--batch_size', type=int, default=1)
        parser.add_argument('--load_size', type=int, default=286)
        self.initialized = True
        return parser

    def gather(self):
        parser = argparse.ArgumentParser(formatter_class=argparse.ArgumentDefaultsHelpFormatter)
        if not self.initialized:
            parser = self.initialize(parser)
        self.parser = parser
        return parser.parse_args()

    def parse(self):
        opt = self.gather()
        opt.isTrain = self.isTrain
        ids = [int(i) for i in opt.gpu_ids.split(',')]
        opt.gpu_ids = [i for i in ids if i >= 0]
        if opt.gpu_ids:
            torch.cuda.set_device(opt.gpu_ids[0])
        os.makedirs(os.path.join(opt.checkpoints_dir, opt.name), exist_ok=True)
        return opt


class TrainOptions(BaseOptions):
    def initialize(self, parser):
        parser = BaseOptions.initialize(self, parser)
        parser.add_argument('--n_epochs', type=int, default=100)
        parser.add_argument('--lr', type=float, default=0.0002, help='initial learning rate for adam')
        parser.add_argument('--lr_policy', type=str, default='linear')
        parser.add_argument('--continue_train', action='store_true')
        self.isTrain = True
        return parser
