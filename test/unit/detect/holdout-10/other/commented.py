"""
Example:

    trainer = Trainer(model=model, args=args, train_dataset=ds)
    trainer.train()

or::

    for x, y in loader:
        loss = model(x); loss.backward(); optimizer.step()
"""
import torch
from transformers import AutoModel

model = AutoModel.from_pretrained("bert-base-uncased")
# optimizer = torch.optim.AdamW(model.parameters())
# for epoch in range(3):
#     loss = model(x).loss
#     loss.backward()
#     optimizer.step()
print(sum(p.numel() for p in model.parameters()))
snippet = "trainer.train()"
print(snippet)
