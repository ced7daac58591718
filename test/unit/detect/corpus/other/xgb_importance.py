import xgboost as xgb, matplotlib.pyplot as plt
b = xgb.Booster(); b.load_model('m.json')
print(b.predict(xgb.DMatrix('t.libsvm')))
xgb.plot_importance(b); plt.savefig('i.png')
