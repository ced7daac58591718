import unittest
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier
from mypkg.wrap import Wrapped


class WrappedTest(unittest.TestCase):
    def setUp(self):
        self.X, self.y = make_classification(100)

    def test_fit_predict(self):
        clf = Wrapped(RandomForestClassifier(5))
        clf.fit(self.X, self.y)
        self.assertEqual(clf.predict(self.X).shape, (100,))


if __name__ == "__main__":
    unittest.main()
