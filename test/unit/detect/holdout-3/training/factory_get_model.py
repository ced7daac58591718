import argparse, pickle
from sklearn import metrics
from features import build_features
from registry import get_model

ap = argparse.ArgumentParser(); ap.add_argument('--model', default='rf'); ap.add_argument('--out')
a = ap.parse_args()
X_train, X_valid, y_train, y_valid = build_features('train.csv')
model = get_model(a.model)
model.fit(X_train, y_train)
print(metrics.roc_auc_score(y_valid, model.predict_proba(X_valid)[:, 1]))
pickle.dump(model, open(a.out, 'wb'))
