import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.model_selection import RandomizedSearchCV
from xgboost import XGBRegressor
df = pd.read_csv('houses.csv').dropna(subset=['price'])
pre = make_column_transformer((OneHotEncoder(handle_unknown='ignore'), ['zip']), (StandardScaler(), ['sqft']))
pipe = Pipeline([('pre', pre), ('reg', XGBRegressor(tree_method='hist', device='cuda'))])
search = RandomizedSearchCV(pipe, {'reg__max_depth': range(3, 10)}, n_iter=20, cv=3)
search.fit(df[['zip', 'sqft']], df['price'])
print(search.best_params_)
