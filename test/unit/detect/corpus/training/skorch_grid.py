from skorch import NeuralNetClassifier
from sklearn.model_selection import GridSearchCV
from net import Mlp
from data import X, y
net = NeuralNetClassifier(Mlp, max_epochs=20, lr=.1, iterator_train__shuffle=True)
gs = GridSearchCV(net, {'lr': [.01, .1], 'module__units': [10, 50]}, cv=3, scoring='accuracy')
gs.fit(X, y)
print(gs.best_score_)
