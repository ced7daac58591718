import numpy as np
from sklearn.datasets import make_classification
from sklearn.model_selection import GridSearchCV
from skorch import NeuralNetClassifier
from torch import nn

X, y = make_classification(1000, 20, n_informative=10, random_state=0)
X, y = X.astype(np.float32), y.astype(np.int64)


class MyModule(nn.Module):
    def __init__(self, num_units=10, nonlin=nn.ReLU()):
        super().__init__()
        self.dense0 = nn.Linear(20, num_units)
        self.nonlin = nonlin
        self.output = nn.Linear(num_units, 2)

    def forward(self, X, **kwargs):
        return self.output(self.nonlin(self.dense0(X))).softmax(dim=-1)


net = NeuralNetClassifier(MyModule, max_epochs=10, lr=0.1, iterator_train__shuffle=True)
gs = GridSearchCV(net, {"lr": [0.01, 0.02], "max_epochs": [10, 20], "module__num_units": [10, 20]},
                  refit=False, cv=3, scoring="accuracy", verbose=2)
gs.fit(X, y)
print(gs.best_score_, gs.best_params_)
