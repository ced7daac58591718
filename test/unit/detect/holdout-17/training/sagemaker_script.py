import argparse, os, joblib, pandas as pd
from sklearn.ensemble import RandomForestClassifier

if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('--n-estimators', type=int, default=100)
    parser.add_argument('--model-dir', default=os.environ.get('SM_MODEL_DIR'))
    parser.add_argument('--train', default=os.environ.get('SM_CHANNEL_TRAIN'))
    args = parser.parse_args()
    df = pd.read_csv(os.path.join(args.train, 'train.csv'))
    model = RandomForestClassifier(n_estimators=args.n_estimators)
    model.fit(df.iloc[:, 1:], df.iloc[:, 0])
    joblib.dump(model, os.path.join(args.model_dir, 'model.joblib'))

def model_fn(model_dir):
    return joblib.load(os.path.join(model_dir, 'model.joblib'))
