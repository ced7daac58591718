from catboost import CatBoostClassifier, Pool
import pandas as pd
d = pd.read_csv('d.csv')
p = Pool(d.iloc[:, 1:], d.iloc[:, 0], cat_features=[3, 4])
CatBoostClassifier(iterations=3000, task_type='GPU', learning_rate=.05).fit(p, verbose=200)
