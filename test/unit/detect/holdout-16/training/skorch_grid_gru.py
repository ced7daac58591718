import numpy as np
import torch
import torch.nn as nn
from joblib import parallel_backend
from sklearn.model_selection import GridSearchCV, GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from skorch import NeuralNetBinaryClassifier
from skorch.callbacks import EarlyStopping, EpochScoring, GradientNormClipping


class FallGRU(nn.Module):
    """(batch, time, 6) accelerometer + gyroscope -> logit."""

    def __init__(self, hidden=64, layers=1, dropout=0.0):
        super().__init__()
        self.gru = nn.GRU(6, hidden, layers, batch_first=True, bidirectional=True, dropout=dropout if layers > 1 else 0)
        self.head = nn.Sequential(nn.Dropout(dropout), nn.Linear(2 * hidden, 1))

    def forward(self, x):
        out, _ = self.gru(x)
        return self.head(out.mean(1)).squeeze(-1)


def scale(x):
    return ((x - x.mean((0, 1))) / (x.std((0, 1)) + 1e-6)).astype("float32")


z = np.load("sisfall.npz")
X, y, subject = z["x"], z["y"].astype("float32"), z["subject"]
net = NeuralNetBinaryClassifier(FallGRU, max_epochs=40, lr=1e-3, optimizer=torch.optim.Adam, batch_size=256,
                                iterator_train__shuffle=True, device="cuda", verbose=0,
                                callbacks=[EarlyStopping(patience=6), GradientNormClipping(1.0),
                                           EpochScoring("roc_auc", lower_is_better=False)])
pipe = make_pipeline(FunctionTransformer(scale), net)
grid = {f"neuralnetbinaryclassifier__{k}": v for k, v in {
    "module__hidden": [32, 64, 128], "module__layers": [1, 2], "module__dropout": [0.0, 0.3], "lr": [3e-4, 1e-3]}.items()}
with parallel_backend("threading", n_jobs=2):
    gs = GridSearchCV(pipe, grid, cv=GroupKFold(5), scoring="f1", refit=True).fit(X, y, groups=subject)
print(gs.best_score_, gs.best_params_)
gs.best_estimator_[-1].save_params(f_params="fall_gru.pt")
