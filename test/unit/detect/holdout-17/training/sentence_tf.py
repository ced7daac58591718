from sentence_transformers import SentenceTransformer, InputExample, losses
from torch.utils.data import DataLoader
model = SentenceTransformer('all-MiniLM-L6-v2')
ex = [InputExample(texts=['a', 'b'], label=.8), InputExample(texts=['c', 'd'], label=.1)]
dl = DataLoader(ex, shuffle=True, batch_size=16)
model.fit(train_objectives=[(dl, losses.CosineSimilarityLoss(model))], epochs=1, warmup_steps=10)
