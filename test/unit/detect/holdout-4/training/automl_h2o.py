import h2o
from h2o.automl import H2OAutoML
h2o.init()
fr = h2o.import_file('loans.csv')
aml = H2OAutoML(max_models=20, seed=1)
aml.train(x=fr.columns[:-1], y='bad', training_frame=fr)
print(aml.leaderboard)
