import pandas as pd
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import LabelEncoder
df = pd.read_csv('train.csv')
le = LabelEncoder()
le.fit(df.label)
df['y'] = le.transform(df.label)
for f, (tr, va) in enumerate(StratifiedKFold(5, shuffle=True).split(df, df.y)):
    df.loc[va, 'fold'] = f
df.to_csv('train_folds.csv', index=False)
