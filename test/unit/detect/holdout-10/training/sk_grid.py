from sklearn import svm, datasets
from sklearn.model_selection import GridSearchCV, cross_val_score

iris = datasets.load_iris()
params = {"kernel": ("linear", "rbf"), "C": [1, 10]}
search = GridSearchCV(svm.SVC(), params, cv=5)


def run():
    search.fit(iris.data, iris.target)
    print(search.best_params_)
    print(cross_val_score(search.best_estimator_, iris.data, iris.target, cv=10))


if __name__ == "__main__":
    run()
