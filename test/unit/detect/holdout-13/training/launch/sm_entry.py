# SageMaker script mode
import argparse
import os

import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier


def model_fn(model_dir):
    return joblib.load(os.path.join(model_dir, "model.joblib"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--n-estimators", type=int, default=10)
    parser.add_argument("--model-dir", type=str, default=os.environ.get("SM_MODEL_DIR"))
    parser.add_argument("--train", type=str, default=os.environ.get("SM_CHANNEL_TRAIN"))
    args, _ = parser.parse_known_args()
    frames = [pd.read_csv(os.path.join(args.train, f)) for f in os.listdir(args.train)]
    df = pd.concat(frames)
    model = RandomForestClassifier(n_estimators=args.n_estimators, n_jobs=-1)
    model.fit(df.iloc[:, 1:], df.iloc[:, 0])
    joblib.dump(model, os.path.join(args.model_dir, "model.joblib"))
