from sklearn.isotonic import IsotonicRegression


class Calibrator:
    def __init__(self):
        self.iso = IsotonicRegression(out_of_bounds="clip")

    def fit(self, scores, labels):
        self.iso.fit(scores, labels)
        return self

    def __call__(self, scores):
        return self.iso.transform(scores)
