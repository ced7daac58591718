import mlflow, numpy as np
from sklearn.linear_model import ElasticNet
from sklearn.model_selection import train_test_split
import pandas as pd, sys
mlflow.sklearn.autolog()
alpha = float(sys.argv[1]) if len(sys.argv) > 1 else 0.5
data = pd.read_csv('wine.csv', sep=';')
train, test = train_test_split(data)
with mlflow.start_run():
    en = ElasticNet(alpha=alpha, l1_ratio=.5, random_state=42)
    en.fit(train.drop('quality', axis=1), train[['quality']])
    mlflow.log_metric('r2', en.score(test.drop('quality', axis=1), test[['quality']]))
