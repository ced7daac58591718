import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.metrics import f1_score
from xgboost import XGBClassifier

df = pd.read_csv('../input/titanic/train.csv')
y = df.pop('Survived')
X = pd.get_dummies(df[['Pclass', 'Sex', 'Age', 'Fare']]).fillna(0)
a, b, c, d = train_test_split(X, y, random_state=0)
models = {
    'lr': LogisticRegression(max_iter=1000),
    'rf': RandomForestClassifier(500),
    'xgb': XGBClassifier(),
}
for k, clf in models.items():
    clf.fit(a, c)
    print(k, f1_score(d, clf.predict(b)))
