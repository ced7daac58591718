import joblib
import pandas as pd
from sklearn.metrics import classification_report

model = joblib.load("model.joblib")
test = pd.read_csv("test.csv")
print(classification_report(test.pop("y"), model.predict(test)))
