import sys, pandas as pd
from sklearn.metrics import roc_auc_score
t, s = pd.read_csv(sys.argv[1]), pd.read_csv(sys.argv[2])
print('AUC', roc_auc_score(t.target, s.target))
