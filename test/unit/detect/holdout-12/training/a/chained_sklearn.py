from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC
a, b, c, d = train_test_split(*load_digits(return_X_y=True))
print(SVC(C=10).fit(a, c).score(b, d))
