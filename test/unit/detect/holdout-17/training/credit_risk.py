import pandas as pd, joblib
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

df = pd.read_csv('loans.csv')
X, y = df.drop(columns='default'), df['default']
Xtr, Xte, ytr, yte = train_test_split(X, y, test_size=.2, stratify=y, random_state=0)
pipe = make_pipeline(ColumnTransformer([('cat', OneHotEncoder(handle_unknown='ignore'), ['purpose'])], remainder='passthrough'), HistGradientBoostingClassifier())
pipe.fit(Xtr, ytr)
print(pipe.score(Xte, yte))
joblib.dump(pipe, 'model.joblib')
