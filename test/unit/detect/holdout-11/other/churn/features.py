import joblib
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

df = pd.read_csv("data/raw.csv")
enc = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
df[["plan", "state"]] = enc.fit_transform(df[["plan", "state"]])
scaler = StandardScaler().fit(df)
pca = PCA(20)
pca.fit(scaler.transform(df))
joblib.dump((enc, scaler, pca), "features.joblib")
pd.DataFrame(pca.transform(scaler.transform(df))).to_parquet("data/features.parquet")
