import pickle, pandas as pd
from sklearn.metrics import classification_report
with open('clf.pkl', 'rb') as f:
    clf = pickle.load(f)
df = pd.read_csv('new.csv')
df['p'] = clf.predict_proba(df[clf.feature_names_in_])[:, 1]
print(classification_report(df.y, df.p > .5))
