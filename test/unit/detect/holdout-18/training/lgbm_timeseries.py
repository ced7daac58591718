import lightgbm as lgb
import pandas as pd
from sklearn.model_selection import TimeSeriesSplit

from features import make_lags


def rolling(df: pd.DataFrame):
    y = df.pop("sales")
    scores = []
    for tr, va in TimeSeriesSplit(5).split(df):
        m = lgb.LGBMRegressor(n_estimators=2000, learning_rate=0.03, num_leaves=63)
        m.fit(df.iloc[tr], y.iloc[tr], eval_set=[(df.iloc[va], y.iloc[va])], callbacks=[lgb.early_stopping(50)])
        scores.append(m.best_score_["valid_0"]["l2"])
        m.booster_.save_model(f"lgb_{len(scores)}.txt")
    return scores


if __name__ == "__main__":
    print(rolling(make_lags(pd.read_parquet("sales.parquet"))))
