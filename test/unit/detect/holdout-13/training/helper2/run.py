import os
import random
import argparse

import numpy as np
import torch

from exp.exp_main import Exp_Main

fix_seed = 2021
random.seed(fix_seed)
torch.manual_seed(fix_seed)
np.random.seed(fix_seed)

parser = argparse.ArgumentParser(description="Autoformer & Transformer family for Time Series Forecasting")
parser.add_argument("--is_training", type=int, default=1, help="status")
parser.add_argument("--model", type=str, default="Autoformer")
parser.add_argument("--data", type=str, default="ETTm1")
parser.add_argument("--itr", type=int, default=2, help="experiments times")
parser.add_argument("--train_epochs", type=int, default=10)
parser.add_argument("--batch_size", type=int, default=32)
args = parser.parse_args()
args.use_gpu = torch.cuda.is_available()

Exp = Exp_Main
if args.is_training:
    for ii in range(args.itr):
        setting = f"{args.model}_{args.data}_{ii}"
        exp = Exp(args)
        print(f">>>>>>>start training : {setting}>>>>>>>>>>")
        exp.train(setting)
        print(f">>>>>>>testing : {setting}<<<<<<<<<<<")
        exp.test(setting)
        torch.cuda.empty_cache()
else:
    exp = Exp(args)
    exp.test(f"{args.model}_{args.data}_0", test=1)
