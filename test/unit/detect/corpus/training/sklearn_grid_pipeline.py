import joblib
from sklearn.datasets import load_digits
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def build():
    return make_pipeline(StandardScaler(), SVC())


def main():
    X, y = load_digits(return_X_y=True)
    search = GridSearchCV(build(), {"svc__C": [0.1, 1, 10]}, cv=5)
    search.fit(X, y)
    joblib.dump(search.best_estimator_, "svc.joblib")


if __name__ == "__main__":
    main()
