import lightgbm
from utils import load
def objective(trial_params):
    d = lightgbm.Dataset(*load())
    return min(lightgbm.cv(trial_params, d, nfold=5, num_boost_round=500)['valid auc-mean'])
import optuna
st = optuna.create_study()
st.optimize(lambda t: objective({'num_leaves': t.suggest_int('n', 8, 256), 'metric': 'auc'}), n_trials=100)
