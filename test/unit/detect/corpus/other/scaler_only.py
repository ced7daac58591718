import pandas as pd
from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import TfidfVectorizer

df = pd.read_csv("raw.csv")
scaler = StandardScaler()
scaler.fit(df[["a", "b"]])
df[["a", "b"]] = scaler.transform(df[["a", "b"]])
le = LabelEncoder().fit(df["city"])
pca = PCA(n_components=2)
pca.fit(df[["a", "b"]])
vec = TfidfVectorizer().fit(df["text"])
df.to_parquet("clean.parquet")
