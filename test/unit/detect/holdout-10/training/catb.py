from catboost import CatBoostRegressor, Pool
import pandas as pd

def load(path):
    df = pd.read_csv(path)
    return Pool(df.drop("price", axis=1), df["price"], cat_features=["city", "type"])

def main():
    tr, va = load("train.csv"), load("val.csv")
    m = CatBoostRegressor(iterations=2000, learning_rate=0.03, task_type="GPU", verbose=200)
    m.fit(tr, eval_set=va, use_best_model=True)
    m.save_model("cb.cbm")

if __name__ == '__main__':
    main()
