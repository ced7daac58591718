import pickle, pandas as pd
from sklearn.metrics import ConfusionMatrixDisplay, classification_report
from sklearn.model_selection import train_test_split
clf = pickle.load(open('clf.pkl', 'rb')); d = pd.read_csv('d.csv')
_, X_te, _, y_te = train_test_split(d.drop(columns='y'), d.y, random_state=0)
print(classification_report(y_te, clf.predict(X_te))); ConfusionMatrixDisplay.from_estimator(clf, X_te, y_te)
