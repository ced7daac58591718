from flaml import AutoML
import pandas as pd
d = pd.read_csv('d.csv')
a = AutoML()
a.fit(X_train=d.drop(columns='y'), y_train=d.y, task='classification', time_budget=600)
