from fastai.tabular.all import *
import pandas as pd

df = pd.read_csv("adult.csv")
splits = RandomSplitter(valid_pct=0.2)(range_of(df))
to = TabularPandas(df, procs=[Categorify, FillMissing, Normalize], cat_names=["workclass", "education", "marital-status"],
                   cont_names=["age", "fnlwgt"], y_names="salary", splits=splits)
dls = to.dataloaders(bs=64)
learner = tabular_learner(dls, metrics=accuracy, layers=[200, 100], cbs=[SaveModelCallback(monitor="accuracy")])
with learner.no_bar():
    learner.fit_one_cycle(5, lr_max=slice(1e-3, 1e-2))
learner.export("adult.pkl")
