from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
import joblib, numpy as np
d = np.load("feats.npz")
joblib.dump(make_pipeline(StandardScaler(), SVC(C=10, probability=True)).fit(d["X"], d["y"]), "svc.joblib")
