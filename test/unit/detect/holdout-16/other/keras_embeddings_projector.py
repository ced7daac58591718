import csv
import os
import sys
import numpy as np
import tensorflow as tf
from tensorboard.plugins import projector

model = tf.keras.models.load_model(sys.argv[1])
logdir = sys.argv[2] if len(sys.argv) > 2 else "logs/projector"
os.makedirs(logdir, exist_ok=True)
vectorizer = next(l for l in model.layers if isinstance(l, tf.keras.layers.TextVectorization))
embedding = next(l for l in model.layers if isinstance(l, tf.keras.layers.Embedding))
vocab = vectorizer.get_vocabulary()
weights = embedding.get_weights()[0]
print("trained embedding", weights.shape, "optimizer was", type(model.optimizer).__name__)
with open(os.path.join(logdir, "metadata.tsv"), "w", encoding="utf8", newline="") as f:
    w = csv.writer(f, delimiter="\t")
    for t in vocab[1:]:
        w.writerow([t or "[EMPTY]"])
v = tf.Variable(weights[1:len(vocab)])
tf.train.Checkpoint(embedding=v).save(os.path.join(logdir, "embedding.ckpt"))
cfg = projector.ProjectorConfig()
e = cfg.embeddings.add()
e.tensor_name = "embedding/.ATTRIBUTES/VARIABLE_VALUE"
e.metadata_path = "metadata.tsv"
projector.visualize_embeddings(logdir, cfg)
n = weights / (np.linalg.norm(weights, axis=1, keepdims=True) + 1e-9)
for q in ("good", "bad", "terrible", "film"):
    if q in vocab:
        s = n @ n[vocab.index(q)]
        print(q, [vocab[i] for i in s.argsort()[::-1][1:8]])
