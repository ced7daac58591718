import xgboost as xgb, numpy as np
d = xgb.DMatrix('train.libsvm?format=libsvm')
params = dict(objective='binary:logistic', eta=0.1, max_depth=6, tree_method='hist')
cv = xgb.cv(params, d, num_boost_round=500, nfold=5, early_stopping_rounds=20)
bst = xgb.train(params, d, len(cv))
bst.save_model('m.json')
