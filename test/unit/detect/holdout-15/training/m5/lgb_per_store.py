import gc, os, pickle, random, sys, warnings
import numpy as np
import pandas as pd
import lightgbm as lgb
warnings.filterwarnings('ignore')

VER = 3
SEED = 42
TARGET = 'sales'
START_TRAIN, END_TRAIN, P_HORIZON = 700, 1941, 28
remove_features = ['id', 'state_id', 'store_id', 'date', 'wm_yr_wk', 'd', TARGET]
STORES = ['CA_1', 'CA_2', 'CA_3', 'CA_4', 'TX_1', 'TX_2', 'TX_3', 'WI_1', 'WI_2', 'WI_3']

lgb_params = {
    'boosting_type': 'gbdt', 'objective': 'tweedie', 'tweedie_variance_power': 1.1, 'metric': 'rmse',
    'subsample': 0.5, 'subsample_freq': 1, 'learning_rate': 0.03, 'num_leaves': 2**11-1,
    'min_data_in_leaf': 2**12-1, 'feature_fraction': 0.5, 'max_bin': 100, 'n_estimators': 1400,
    'boost_from_average': False, 'verbose': -1, 'seed': SEED,
}

def get_data_by_store(store):
    df = pd.concat([pd.read_pickle('grid_part_1.pkl'), pd.read_pickle('grid_part_2.pkl').iloc[:, 2:],
                    pd.read_pickle('grid_part_3.pkl').iloc[:, 2:]], axis=1)
    df = df[df['store_id'] == store]
    lags = pd.read_pickle('lags_df_28.pkl').iloc[:, 3:]
    df = pd.concat([df, lags[lags.index.isin(df.index)]], axis=1)
    features = [c for c in list(df) if c not in remove_features]
    df = df[['id', 'd', TARGET] + features]
    return df[df['d'] >= START_TRAIN].reset_index(drop=True), features

for store_id in STORES:
    print('Train', store_id)
    grid_df, features_columns = get_data_by_store(store_id)
    tm = grid_df['d'] <= END_TRAIN
    vm = tm & (grid_df['d'] > (END_TRAIN - P_HORIZON))
    train_data = lgb.Dataset(grid_df[tm][features_columns], label=grid_df[tm][TARGET])
    train_data.save_binary('train_data.bin')
    train_data = lgb.Dataset('train_data.bin')
    valid_data = lgb.Dataset(grid_df[vm][features_columns], label=grid_df[vm][TARGET])
    del grid_df; gc.collect()
    random.seed(SEED); np.random.seed(SEED)
    estimator = lgb.train(lgb_params, train_data, valid_sets=[valid_data], callbacks=[lgb.log_evaluation(100)])
    pickle.dump(estimator, open('lgb_model_' + store_id + '_v' + str(VER) + '.bin', 'wb'))
    os.remove('train_data.bin')
    del train_data, valid_data, estimator
    gc.collect()
