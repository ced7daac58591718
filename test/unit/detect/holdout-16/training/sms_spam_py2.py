# -*- coding: utf-8 -*-
# usage: python sms_spam_py2.py SMSSpamCollection
import sys
import re
import cPickle as pickle
from collections import defaultdict
import numpy as np
from sklearn.cross_validation import train_test_split, KFold
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.grid_search import GridSearchCV
from sklearn.metrics import classification_report, confusion_matrix
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import Pipeline
from sklearn.svm import SVC
from nltk.stem.porter import PorterStemmer

stem = PorterStemmer()


def words(msg):
    msg = unicode(msg, 'utf8').lower()
    return [stem.stem(w) for w in re.findall(r'[a-z]{2,}', msg)]


def read(path):
    X, y = [], []
    for line in open(path):
        label, text = line.rstrip('\n').split('\t', 1)
        X.append(text)
        y.append(label == 'spam')
    return X, np.array(y, dtype=int)


if __name__ == '__main__':
    X, y = read(sys.argv[1])
    print '%d messages, %d spam' % (len(X), y.sum())
    Xtr, Xte, ytr, yte = train_test_split(X, y, test_size=0.2, random_state=7)
    for name, clf, grid in [
            ('nb', MultinomialNB(), {'tfidf__use_idf': (True, False)}),
            ('svm', SVC(), [{'clf__C': [1, 10, 100], 'clf__kernel': ['linear']},
                            {'clf__C': [1, 10, 100], 'clf__gamma': [.01, .001], 'clf__kernel': ['rbf']}])]:
        pipe = Pipeline([('bow', CountVectorizer(analyzer=words)), ('tfidf', TfidfTransformer()), ('clf', clf)])
        gs = GridSearchCV(pipe, grid, refit=True, n_jobs=-1, scoring='f1', cv=5)
        gs.fit(Xtr, ytr)
        print name, gs.best_params_, gs.best_score_
        print classification_report(yte, gs.predict(Xte))
        with open('%s_detector.pkl' % name, 'wb') as f:
            pickle.dump(gs.best_estimator_, f, 2)
