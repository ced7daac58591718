import gzip, logging, os, random, tarfile
from datetime import datetime
import tqdm
from torch.utils.data import DataLoader
from sentence_transformers import InputExample, LoggingHandler, util
from sentence_transformers.cross_encoder import CrossEncoder
from sentence_transformers.cross_encoder.evaluation import CERerankingEvaluator

logging.basicConfig(format='%(asctime)s - %(message)s', datefmt='%Y-%m-%d %H:%M:%S', level=logging.INFO, handlers=[LoggingHandler()])

model_name = 'nreimers/MiniLM-L6-H384-uncased'
num_epochs, pos_neg_ration, max_train_samples = 1, 4, 2e7
out = 'output/ce-' + model_name.replace("/", "-") + '-' + datetime.now().strftime("%Y-%m-%d_%H-%M-%S")
model = CrossEncoder(model_name, num_labels=1, max_length=512)
folder = 'msmarco-data'

corpus, queries = {}, {}
for store, name in ((corpus, 'collection.tsv'), (queries, 'queries.train.tsv')):
    with open(os.path.join(folder, name), 'r', encoding='utf8') as f:
        for line in f:
            i, text = line.strip().split("\t")
            store[i] = text

dev, train = {}, []
with gzip.open(os.path.join(folder, 'msmarco-qidpidtriples.rnd-shuf.train-eval.tsv.gz'), 'rt') as f:
    for line in f:
        qid, pos, neg = line.strip().split()
        if qid not in dev and len(dev) < 200:
            dev[qid] = {'query': queries[qid], 'positive': set(), 'negative': set()}
        if qid in dev:
            dev[qid]['positive'].add(corpus[pos])
            if len(dev[qid]['negative']) < 200:
                dev[qid]['negative'].add(corpus[neg])
cnt = 0
with gzip.open(os.path.join(folder, 'msmarco-qidpidtriples.rnd-shuf.train.tsv.gz'), 'rt') as f:
    for line in tqdm.tqdm(f, unit_scale=True):
        qid, pos, neg = line.strip().split()
        if qid in dev:
            continue
        p, label = (pos, 1) if cnt % (pos_neg_ration + 1) == 0 else (neg, 0)
        train.append(InputExample(texts=[queries[qid], corpus[p]], label=label))
        cnt += 1
        if cnt >= max_train_samples:
            break

model.fit(train_dataloader=DataLoader(train, shuffle=True, batch_size=32), evaluator=CERerankingEvaluator(dev, name='train-eval'),
          epochs=num_epochs, evaluation_steps=10000, warmup_steps=5000, output_path=out, use_amp=True)
model.save(out + '-latest')
