import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import make_pipeline
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

train = pd.read_parquet("train.parquet")
prep = ColumnTransformer([
    ("num", make_pipeline(SimpleImputer(), StandardScaler()), ["age", "income"]),
    ("cat", OneHotEncoder(handle_unknown="ignore"), ["city"]),
])
prep.fit(train)
joblib.dump(prep, "prep.joblib")
pd.DataFrame(prep.transform(train)).to_parquet("train_x.parquet")
