from sentence_transformers import InputExample, SentenceTransformer, losses
from torch.utils.data import DataLoader

model = SentenceTransformer("all-MiniLM-L6-v2")
examples = [InputExample(texts=["a", "b"], label=0.8)]
loader = DataLoader(examples, shuffle=True, batch_size=16)
model.fit(train_objectives=[(loader, losses.CosineSimilarityLoss(model))], epochs=1, warmup_steps=100)
