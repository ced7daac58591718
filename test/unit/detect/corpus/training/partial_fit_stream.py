import pandas as pd
from sklearn.linear_model import SGDClassifier

clf = SGDClassifier(loss="log_loss")
for chunk in pd.read_csv("clicks.csv", chunksize=100_000):
    clf.partial_fit(chunk.drop(columns="y"), chunk["y"], classes=[0, 1])
