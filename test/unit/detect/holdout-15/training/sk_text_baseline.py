#!/usr/bin/env python
from __future__ import print_function
import logging
import sys
from optparse import OptionParser
from time import time

import numpy as np
from sklearn import metrics
from sklearn.datasets import fetch_20newsgroups
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer
from sklearn.linear_model import PassiveAggressiveClassifier, RidgeClassifier, SGDClassifier
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC
from sklearn.utils.extmath import density

logging.basicConfig(level=logging.INFO)
op = OptionParser()
op.add_option("--report", action="store_true", dest="print_report")
op.add_option("--use_hashing", action="store_true")
op.add_option("--n_features", type=int, default=2 ** 16)
opts, args = op.parse_args(sys.argv[1:])

data_train = fetch_20newsgroups(subset='train', remove=('headers', 'footers', 'quotes'))
data_test = fetch_20newsgroups(subset='test', remove=('headers', 'footers', 'quotes'))
vec = HashingVectorizer(stop_words='english', n_features=opts.n_features) if opts.use_hashing else \
    TfidfVectorizer(sublinear_tf=True, max_df=0.5, stop_words='english')
X_train = vec.fit_transform(data_train.data)
X_test = vec.transform(data_test.data)


def benchmark(clf):
    print('_' * 80)
    print(clf)
    t0 = time()
    clf.fit(X_train, data_train.target)
    train_time = time() - t0
    t0 = time()
    pred = clf.predict(X_test)
    score = metrics.accuracy_score(data_test.target, pred)
    print("accuracy: %0.3f  train %.2fs test %.2fs" % (score, train_time, time() - t0))
    if hasattr(clf, 'coef_'):
        print("density: %f" % density(clf.coef_))
    if opts.print_report:
        print(metrics.classification_report(data_test.target, pred, target_names=data_train.target_names))
    return type(clf).__name__, score, train_time


results = [benchmark(c) for c in (RidgeClassifier(tol=1e-2, solver="sag"), PassiveAggressiveClassifier(max_iter=50),
                                  SGDClassifier(alpha=.0001), LinearSVC(dual=False, tol=1e-3), ComplementNB(alpha=.1))]
print(sorted(results, key=lambda r: -r[1]))
