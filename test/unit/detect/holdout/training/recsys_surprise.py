from surprise import SVD, Dataset
from surprise.model_selection import train_test_split
tr, te = train_test_split(Dataset.load_builtin('ml-100k'), .25)
algo = SVD(); algo.fit(tr); print(algo.test(te)[:3])
