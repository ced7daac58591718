#!/usr/bin/env python3
"""Stratified group split of the mammography images into train/val/test csv files."""
import argparse
import os
from collections import Counter
import numpy as np
import pandas as pd
from sklearn.model_selection import GroupShuffleSplit, StratifiedGroupKFold, train_test_split

parser = argparse.ArgumentParser()
parser.add_argument("csv")
parser.add_argument("--seed", type=int, default=17)
parser.add_argument("--val", type=float, default=0.1)
parser.add_argument("--test", type=float, default=0.2)
parser.add_argument("--out", default="splits")
args = parser.parse_args()

df = pd.read_csv(args.csv)
print(len(df), "images", df.patient_id.nunique(), "patients")
patients = df.groupby("patient_id").cancer.max().reset_index()
trainval, test = train_test_split(patients, test_size=args.test, stratify=patients.cancer, random_state=args.seed)
train, val = train_test_split(trainval, test_size=args.val / (1 - args.test), stratify=trainval.cancer, random_state=args.seed)
os.makedirs(args.out, exist_ok=True)
for name, part in dict(train=train, val=val, test=test).items():
    sub = df[df.patient_id.isin(part.patient_id)]
    print(name, len(sub), Counter(sub.cancer), f"{sub.cancer.mean():.3%}")
    sub.to_csv(f"{args.out}/{name}.csv", index=False)
assert not set(train.patient_id) & set(test.patient_id)
