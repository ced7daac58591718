from sklearn.ensemble import StackingRegressor, HistGradientBoostingRegressor
from sklearn.linear_model import RidgeCV
from sklearn.datasets import fetch_california_housing
from sklearn.model_selection import cross_val_score
from lightgbm import LGBMRegressor
X, y = fetch_california_housing(return_X_y=True)
s = StackingRegressor([('h', HistGradientBoostingRegressor()), ('l', LGBMRegressor())], final_estimator=RidgeCV())
print(cross_val_score(s, X, y, cv=5, scoring='neg_root_mean_squared_error').mean())
