import sys
import time
import numpy as np
import onnxruntime as rt
import pandas as pd
from catboost import CatBoostClassifier, Pool

m = CatBoostClassifier()
m.load_model(sys.argv[1])
print("trees", m.tree_count_, "features", m.feature_names_, "learning rate", m.get_all_params().get("learning_rate"))
test = pd.read_parquet(sys.argv[2])
x = test[m.feature_names_]
t = time.perf_counter()
a = m.predict_proba(x)[:, 1]
print(f"catboost {len(x) / (time.perf_counter() - t):.0f} rows/s")
m.save_model("model.cpp", format="cpp")
m.save_model("model.json", format="json", pool=Pool(x, cat_features=m.get_cat_feature_indices()))
if not m.get_cat_feature_indices():
    m.save_model("model.onnx", format="onnx", export_parameters={"onnx_domain": "ai.catboost", "onnx_model_version": 1})
    s = rt.InferenceSession("model.onnx")
    b = np.array([r[1] for r in s.run(["probabilities"], {"features": x.to_numpy(np.float32)})[0]])
    print("max difference", np.abs(a - b).max())
print(m.eval_metrics(Pool(x, test["label"], cat_features=m.get_cat_feature_indices()), ["AUC", "Logloss"], ntree_start=m.tree_count_ - 1))
