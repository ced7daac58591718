from fastai.tabular.all import *
path = untar_data(URLs.ADULT_SAMPLE)
dls = TabularDataLoaders.from_csv(path/'adult.csv', path=path, y_names='salary', cat_names=['workclass'], cont_names=['age'], procs=[Categorify, FillMissing, Normalize])
learn = tabular_learner(dls, metrics=accuracy)
learn.fine_tune(3)
