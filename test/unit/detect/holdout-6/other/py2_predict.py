import sys, cPickle as pickle
import numpy as np

def main():
    clf = pickle.load(open(sys.argv[1], 'rb'))
    X = np.loadtxt(sys.argv[2])
    for i, p in enumerate(clf.predict_proba(X)):
        print "%d\t%.4f" % (i, p[1])

if __name__ == '__main__':
    main()
