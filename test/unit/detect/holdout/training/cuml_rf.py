import cudf
from cuml.ensemble import RandomForestClassifier as cuRF
df = cudf.read_parquet('x.parquet')
cuRF(n_estimators=100).fit(df.iloc[:, :-1], df.y.astype('int32'))
