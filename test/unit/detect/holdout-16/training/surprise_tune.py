import os
from surprise import SVDpp, NMF, Dataset, Reader, accuracy, dump
from surprise.model_selection import GridSearchCV, PredefinedKFold

folder = os.path.expanduser('~/.surprise_data/ml-100k/ml-100k/')
reader = Reader('ml-100k')
data = Dataset.load_from_folds([(folder + 'u%d.base' % i, folder + 'u%d.test' % i) for i in (1, 2, 3, 4, 5)], reader=reader)
for train, test in PredefinedKFold().split(data):
    algo = NMF(n_factors=20)
    algo.fit(train)
    accuracy.rmse(algo.test(test), verbose=True)

full = Dataset.load_builtin('ml-100k', prompt=False)
gs = GridSearchCV(SVDpp, {'n_epochs': [10, 20], 'lr_all': [0.002, 0.007], 'reg_all': [0.02, 0.1]}, measures=['rmse', 'mae'], cv=3, n_jobs=-1)
gs.fit(full)
print(gs.best_score['rmse'], gs.best_params['rmse'])
algo = gs.best_estimator['rmse']
algo.fit(full.build_full_trainset())
dump.dump('svdpp.dump', algo=algo)
