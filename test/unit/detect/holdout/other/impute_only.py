from sklearn.impute import KNNImputer
from sklearn.preprocessing import QuantileTransformer, OneHotEncoder
from sklearn.compose import make_column_transformer
import pandas as pd
d = pd.read_csv('a.csv')
ct = make_column_transformer((KNNImputer(), ['x']), (OneHotEncoder(), ['c']), (QuantileTransformer(), ['z']))
pd.DataFrame(ct.fit_transform(d)).to_csv('b.csv'); ct.fit(d)
