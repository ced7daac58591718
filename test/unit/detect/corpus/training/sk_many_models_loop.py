from sklearn.ensemble import RandomForestClassifier, GradientBoostingClassifier, AdaBoostClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from sklearn.model_selection import StratifiedKFold
import numpy as np, pandas as pd

train = pd.read_csv('../input/train.csv')
X, y = train.drop('target', axis=1).values, train['target'].values
MODELS = {'rf': RandomForestClassifier(500), 'gb': GradientBoostingClassifier(), 'ada': AdaBoostClassifier(), 'knn': KNeighborsClassifier(5), 'svc': SVC(probability=True)}
oof = {k: np.zeros(len(y)) for k in MODELS}
for fold, (a, b) in enumerate(StratifiedKFold(5).split(X, y)):
    for name, est in MODELS.items():
        est.fit(X[a], y[a])
        oof[name][b] = est.predict_proba(X[b])[:, 1]
        print(fold, name)
