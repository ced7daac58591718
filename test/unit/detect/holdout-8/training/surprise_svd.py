from surprise import SVD, Dataset, accuracy
from surprise.model_selection import train_test_split

data = Dataset.load_builtin("ml-100k")
trainset, testset = train_test_split(data, test_size=0.25)
algo = SVD()
algo.fit(trainset)
accuracy.rmse(algo.test(testset))
