import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.metrics import accuracy_score

df = pd.read_csv('churn.csv')
X_train, X_test, y_train, y_test = train_test_split(df.drop('y', axis=1), df['y'], test_size=.2)
rf = RandomForestClassifier(n_estimators=500, n_jobs=-1)
rf.fit(X_train, y_train)
print(accuracy_score(y_test, rf.predict(X_test)))
