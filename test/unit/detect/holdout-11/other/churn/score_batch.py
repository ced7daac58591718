import joblib
import pandas as pd

model = joblib.load("model.joblib")
for chunk in pd.read_csv("s3://bucket/customers.csv", chunksize=100_000):
    chunk["p"] = model.predict_proba(chunk[model.feature_names_in_])[:, 1]
    chunk[["id", "p"]].to_csv("scores.csv", mode="a", header=False)
