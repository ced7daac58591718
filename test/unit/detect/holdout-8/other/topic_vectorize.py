from sklearn.feature_extraction.text import CountVectorizer
import scipy.sparse as sp
import sys

cv = CountVectorizer(stop_words="english", min_df=5)
cv.fit(open(sys.argv[1]))
sp.save_npz("bow.npz", cv.transform(open(sys.argv[1])))
