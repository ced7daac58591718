from sentence_transformers import SentenceTransformer, InputExample, losses
from torch.utils.data import DataLoader

model = SentenceTransformer("distilbert-base-nli-mean-tokens")
examples = [
    InputExample(texts=["My first sentence", "My second sentence"], label=0.8),
    InputExample(texts=["Another pair", "Unrelated sentence"], label=0.3),
]
dl = DataLoader(examples, shuffle=True, batch_size=16)
model.fit(train_objectives=[(dl, losses.CosineSimilarityLoss(model))], epochs=1, warmup_steps=100)
