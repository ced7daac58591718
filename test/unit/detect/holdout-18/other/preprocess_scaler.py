import joblib
import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import LabelEncoder, RobustScaler


def main(src="train.csv", dst="features.npz"):
    df = pd.read_csv(src)
    le = LabelEncoder()
    y = le.fit_transform(df["label"])
    imp = SimpleImputer(strategy="median").fit(df.filter(like="num_"))
    scaler = RobustScaler()
    scaler.fit(imp.transform(df.filter(like="num_")))
    vec = TfidfVectorizer(max_features=5000)
    vec.fit(df["text"])
    np.savez(dst, x=scaler.transform(imp.transform(df.filter(like="num_"))), t=vec.transform(df["text"]).toarray(), y=y)
    joblib.dump({"le": le, "imp": imp, "scaler": scaler, "vec": vec}, "prep.joblib")


if __name__ == "__main__":
    main()
