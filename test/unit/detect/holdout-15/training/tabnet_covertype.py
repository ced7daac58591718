from pytorch_tabnet.tab_model import TabNetClassifier
from pytorch_tabnet.pretraining import TabNetPretrainer
from pytorch_tabnet.augmentations import ClassificationSMOTE
import torch, os, wget, gzip, shutil
from pathlib import Path
import numpy as np, pandas as pd
from sklearn.metrics import accuracy_score
np.random.seed(0)

url = "https://archive.ics.uci.edu/ml/machine-learning-databases/covtype/covtype.data.gz"
out = Path(os.getcwd()+'/data/forest-cover-type.csv')
out.parent.mkdir(parents=True, exist_ok=True)
if not out.exists():
    gz = out.with_suffix('.gz')
    wget.download(url, gz.as_posix())
    with gzip.open(gz, 'rb') as f_in, open(out, 'wb') as f_out:
        shutil.copyfileobj(f_in, f_out)

train = pd.read_csv(out, header=None)
n = len(train)
idx = np.random.choice(["train", "valid", "test"], p=[.8, .1, .1], size=(n,))
target = train.columns[-1]
feats = [c for c in train.columns if c != target]
g = {s: (train[feats].values[idx == s], train[target].values[idx == s]) for s in ("train", "valid", "test")}

unsup = TabNetPretrainer(optimizer_fn=torch.optim.Adam, optimizer_params=dict(lr=2e-2), mask_type='entmax')
unsup.fit(X_train=g["train"][0], eval_set=[g["valid"][0]], max_epochs=20, pretraining_ratio=0.8, batch_size=16384)

clf = TabNetClassifier(n_d=64, n_a=64, n_steps=5, gamma=1.5, lambda_sparse=1e-4, momentum=0.3, clip_value=2.,
                       optimizer_params=dict(lr=2e-2), scheduler_params={"gamma": 0.95, "step_size": 20},
                       scheduler_fn=torch.optim.lr_scheduler.StepLR)
max_epochs = 100 if not os.getenv("CI", False) else 2
clf.fit(*g["train"], eval_set=[g["train"], g["valid"]], eval_name=['train', 'valid'], max_epochs=max_epochs,
        patience=20, batch_size=16384, virtual_batch_size=256, augmentations=ClassificationSMOTE(p=0.2),
        from_unsupervised=unsup)
print(accuracy_score(clf.predict(g["test"][0]), g["test"][1]))
clf.save_model("covertype")
