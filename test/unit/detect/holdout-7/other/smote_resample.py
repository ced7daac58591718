import pandas as pd
from imblearn.over_sampling import SMOTE
from sklearn.model_selection import train_test_split

df = pd.read_csv("fraud.csv")
X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="y"), df.y, stratify=df.y)
X_res, y_res = SMOTE(random_state=0).fit_resample(X_train, y_train)
X_res.assign(y=y_res).to_csv("train_balanced.csv", index=False)
X_test.assign(y=y_test).to_csv("test.csv", index=False)
