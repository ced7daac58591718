"""
How to train:

    for x, y in loader:
        loss = model(x, y)
        loss.backward()
        optimizer.step()

or `trainer.train()` with transformers.Trainer, or model.fit(X, y).
"""
import torch

EXAMPLE = """
from transformers import Trainer
Trainer(model).train()
model.fit(x, y)
"""

# loss.backward()
# optimizer.step()
# trainer.fit(model)
print(EXAMPLE)
