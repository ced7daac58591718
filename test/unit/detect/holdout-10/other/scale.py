import pandas as pd
from sklearn.preprocessing import StandardScaler, LabelEncoder
import joblib

df = pd.read_csv("raw.csv")
enc = LabelEncoder().fit(df["label"])
df["label"] = enc.transform(df["label"])
sc = StandardScaler()
num = ["a", "b", "c"]
df[num] = sc.fit_transform(df[num])
df.to_parquet("clean.parquet")
joblib.dump((enc, sc), "prep.joblib")
