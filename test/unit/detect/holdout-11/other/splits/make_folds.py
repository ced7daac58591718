import pandas as pd
from sklearn.model_selection import StratifiedGroupKFold

df = pd.read_csv("train.csv")
df["fold"] = -1
for f, (_, va) in enumerate(StratifiedGroupKFold(5, shuffle=True, random_state=0).split(df, df.label, df.patient)):
    df.loc[va, "fold"] = f
df.to_csv("train_folds.csv", index=False)
