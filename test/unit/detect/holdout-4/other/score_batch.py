import joblib, pandas as pd
from src.model import ChurnModel
from src.preprocess import clean
m = joblib.load('artifacts/model.joblib')
df = clean(pd.read_csv('today.csv'))
df['p'] = m.predict(df)
df.to_csv('scores.csv')
