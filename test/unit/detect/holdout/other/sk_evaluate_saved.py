import joblib
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.metrics import confusion_matrix
from sklearn.ensemble import RandomForestClassifier
X, y = load_wine(return_X_y=True)
_, Xt, _, yt = train_test_split(X, y, random_state=0)
rf: RandomForestClassifier = joblib.load('rf.joblib')
print(confusion_matrix(yt, rf.predict(Xt)), rf.feature_importances_)
