# %% [markdown]
# # Fine-tune on **CIFAR**
# %%
import torch
from torchvision import models
from my_data import dls
# %%
m = models.convnext_tiny(weights="DEFAULT")
m.classifier[2] = torch.nn.Linear(768, 10)
opt = torch.optim.AdamW(m.parameters(), 1e-4)
# %%
for ep in range(3):
    for x, y in dls["train"]:
        l = torch.nn.functional.cross_entropy(m(x), y)
        l.backward(); opt.step(); opt.zero_grad()
# %%
torch.save(m.state_dict(), "cnx.pt")
