"""
The old fit() API on Quora pairs. Works with sentence-transformers < 3
"""
from torch.utils.data import DataLoader
from sentence_transformers import losses, util, LoggingHandler, SentenceTransformer, evaluation
from sentence_transformers.readers import InputExample
import logging
import os
import csv
from datetime import datetime
from zipfile import ZipFile

logging.basicConfig(format='%(asctime)s - %(message)s', level=logging.INFO, handlers=[LoggingHandler()])
model = SentenceTransformer('stsb-distilbert-base')
num_epochs = 10
train_batch_size = 64
dataset_path = 'quora-IR-dataset'
model_save_path = 'output/training_OnlineConstrativeLoss-' + datetime.now().strftime("%Y-%m-%d_%H-%M-%S")
os.makedirs(model_save_path, exist_ok=True)

if not os.path.exists(dataset_path):
    util.http_get('https://sbert.net/datasets/quora-IR-dataset.zip', 'q.zip')
    with ZipFile('q.zip') as z:
        z.extractall(dataset_path)

train_samples = []
with open(os.path.join(dataset_path, "classification/train_pairs.tsv"), encoding='utf8') as f:
    for row in csv.DictReader(f, delimiter='\t', quoting=csv.QUOTE_NONE):
        train_samples.append(InputExample(texts=[row['question1'], row['question2']], label=int(row['is_duplicate'])))
        if row['is_duplicate'] == '1':
            train_samples.append(InputExample(texts=[row['question2'], row['question1']], label=1))

train_dataloader = DataLoader(train_samples, shuffle=True, batch_size=train_batch_size)
train_loss = losses.OnlineContrastiveLoss(model=model, margin=0.5)
evaluators = []
with open(os.path.join(dataset_path, "classification/dev_pairs.tsv"), encoding='utf8') as f:
    rows = list(csv.DictReader(f, delimiter='\t', quoting=csv.QUOTE_NONE))
evaluators.append(evaluation.BinaryClassificationEvaluator([r['question1'] for r in rows], [r['question2'] for r in rows],
                                                           [int(r['is_duplicate']) for r in rows]))
seq_evaluator = evaluation.SequentialEvaluator(evaluators, main_score_function=lambda s: s[-1])
logging.info("Evaluate model without training")
seq_evaluator(model, epoch=0, steps=0, output_path=model_save_path)

model.fit(train_objectives=[(train_dataloader, train_loss)], evaluator=seq_evaluator, epochs=num_epochs,
          warmup_steps=1000, output_path=model_save_path)
