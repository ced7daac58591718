from pyod.models.pca import PCA
from pyod.utils.data import generate_data

seen, unseen, _, truth = generate_data(n_train=500, n_test=200, contamination=0.1)
detector = PCA()
detector.fit(seen)
print(detector.decision_function(unseen), truth)
