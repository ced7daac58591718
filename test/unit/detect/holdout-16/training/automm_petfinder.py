import os
import uuid
import pandas as pd
from autogluon.multimodal import MultiModalPredictor
from autogluon.core.utils.loaders import load_zip

download_dir = './ag_automm_tutorial'
load_zip.unzip('https://automl-mm-bench.s3.amazonaws.com/petfinder_for_tutorial.zip', unzip_dir=download_dir)
path = download_dir + '/petfinder_for_tutorial'
train, test = (pd.read_csv(f'{path}/{s}.csv', index_col=0) for s in ('train', 'test'))
for d in (train, test):
    d['Images'] = d['Images'].apply(lambda e: ';'.join(os.path.abspath(os.path.join(path, p)) for p in e.split(';')[:1]))
label = 'AdoptionSpeed'
predictor = MultiModalPredictor(label=label, path=f'./tmp/{uuid.uuid4().hex}-petfinder', problem_type='binary')
predictor.fit(train_data=train, time_limit=60 * 30, hyperparameters={
    'model.names': ['hf_text', 'timm_image', 'fusion_mlp', 'categorical_mlp', 'numerical_mlp'],
    'model.timm_image.checkpoint_name': 'swin_base_patch4_window7_224', 'optimization.learning_rate': 1e-4, 'env.num_gpus': 1})
print(predictor.evaluate(test, metrics=['roc_auc']))
predictor.predict_proba(test.drop(columns=label)).to_csv('proba.csv')
