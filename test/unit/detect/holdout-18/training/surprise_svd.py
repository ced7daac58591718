from surprise import SVD, Dataset, Reader, accuracy
from surprise.model_selection import train_test_split
import pandas as pd

ratings = pd.read_csv("ratings.csv")
data = Dataset.load_from_df(ratings[["userId", "movieId", "rating"]], Reader(rating_scale=(0.5, 5)))
trainset, testset = train_test_split(data, test_size=0.25)
algo = SVD(n_factors=100, n_epochs=20)
algo.fit(trainset)
accuracy.rmse(algo.test(testset))
