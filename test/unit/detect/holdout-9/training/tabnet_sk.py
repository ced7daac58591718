from pytorch_tabnet.tab_model import TabNetClassifier
import pandas as pd
from sklearn.preprocessing import LabelEncoder

df = pd.read_csv("adult.csv")
for c in df.select_dtypes("object"):
    df[c] = LabelEncoder().fit_transform(df[c])
X, y = df.iloc[:, :-1].values, df.iloc[:, -1].values
clf = TabNetClassifier()
clf.fit(X[:20000], y[:20000], eval_set=[(X[20000:], y[20000:])], max_epochs=100, patience=20)
