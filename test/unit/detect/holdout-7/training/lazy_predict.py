from lazypredict.Supervised import LazyClassifier
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

d = load_breast_cancer()
X_train, X_test, y_train, y_test = train_test_split(d.data, d.target, test_size=.5, random_state=123)
clf = LazyClassifier(verbose=0, ignore_warnings=True)
models, predictions = clf.fit(X_train, X_test, y_train, y_test)
print(models)
