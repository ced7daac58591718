import implicit
import scipy.sparse as sp

user_items = sp.load_npz("plays.npz").tocsr()
model = implicit.als.AlternatingLeastSquares(factors=64, regularization=0.05, alpha=2.0)
model.fit(user_items)
model.save("als.npz")
