from sentence_transformers import SentenceTransformer, InputExample, losses, evaluation
from torch.utils.data import DataLoader
import pandas as pd

df = pd.read_csv('pairs.csv')
ex = [InputExample(texts=[r.a, r.b], label=float(r.score)) for r in df.itertuples()]
model = SentenceTransformer('distiluse-base-multilingual-cased')
dl = DataLoader(ex, shuffle=True, batch_size=16)
model.fit(train_objectives=[(dl, losses.CosineSimilarityLoss(model))], epochs=2, warmup_steps=100, output_path='out')
