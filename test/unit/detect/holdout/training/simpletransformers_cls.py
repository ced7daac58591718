from simpletransformers.classification import ClassificationModel
import pandas as pd
m = ClassificationModel('roberta', 'roberta-base', args={'num_train_epochs': 2})
m.train_model(pd.read_csv('t.csv'))
