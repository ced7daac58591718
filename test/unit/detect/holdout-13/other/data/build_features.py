import pandas as pd
from sklearn.decomposition import PCA
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, StandardScaler

df = pd.read_csv("raw/train.csv")
for c in df.select_dtypes("object"):
    df[c] = LabelEncoder().fit_transform(df[c].fillna("na"))
X, y = df.drop(columns="target"), df.target
Xtr, Xte, ytr, yte = train_test_split(X, y, stratify=y, random_state=0)
sc = StandardScaler().fit(Xtr)
Xtr, Xte = sc.transform(Xtr), sc.transform(Xte)
pd.DataFrame(Xtr).assign(target=ytr.values).to_parquet("processed/train.parquet")
pd.DataFrame(Xte).assign(target=yte.values).to_parquet("processed/test.parquet")
