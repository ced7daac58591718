from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.decomposition import PCA
import pandas as pd
df = pd.read_csv('x.csv')
le = LabelEncoder(); le.fit(df['c'])
s = StandardScaler().fit(df[['a', 'b']])
p = PCA(2); p.fit(s.transform(df[['a', 'b']]))
print(p.explained_variance_ratio_)
