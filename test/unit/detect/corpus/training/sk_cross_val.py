from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

X, y = load_breast_cancer(return_X_y=True)
for c in (.1, 1, 10):
    print(c, cross_val_score(make_pipeline(StandardScaler(), SVC(C=c)), X, y, cv=10, n_jobs=-1).mean())
