from sklearn import datasets, svm
from sklearn.model_selection import GridSearchCV, train_test_split

X, y = datasets.load_digits(return_X_y=True)
Xtr, Xte, ytr, yte = train_test_split(X, y, test_size=0.5)
gs = GridSearchCV(svm.SVC(), {"C": [1, 10, 100], "gamma": [1e-3, 1e-4]}, n_jobs=-1)
gs.fit(Xtr, ytr)
print(gs.best_params_, gs.score(Xte, yte))
