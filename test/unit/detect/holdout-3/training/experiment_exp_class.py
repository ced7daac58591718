import argparse
import random
import numpy as np
import torch
from exp.exp_main import Exp_Main

parser = argparse.ArgumentParser(description='Long-horizon forecasting')
parser.add_argument('--is_training', type=int, required=True, default=1)
parser.add_argument('--model', type=str, default='PatchTST')
parser.add_argument('--data', type=str, default='ETTm1')
parser.add_argument('--train_epochs', type=int, default=10)
parser.add_argument('--learning_rate', type=float, default=0.0001)
parser.add_argument('--itr', type=int, default=1)
args = parser.parse_args()
random.seed(2021); torch.manual_seed(2021); np.random.seed(2021)
Exp = Exp_Main
if args.is_training:
    for ii in range(args.itr):
        setting = '{}_{}_{}'.format(args.model, args.data, ii)
        exp = Exp(args)
        print('>>>>>>>start training : {}'.format(setting))
        exp.train(setting)
        exp.test(setting)
else:
    exp = Exp(args)
    exp.test('x', test=1)
