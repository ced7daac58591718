from sklearn.ensemble import RandomForestClassifier
class ChurnModel:
    def __init__(self, **kw): self.clf = RandomForestClassifier(**kw)
    def train(self, X, y):
        self.clf.fit(X, y)
        return self
    def predict(self, X): return self.clf.predict_proba(X)[:, 1]
