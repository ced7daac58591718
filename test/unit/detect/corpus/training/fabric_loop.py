import torch
from lightning.fabric import Fabric

fabric = Fabric(accelerator="cuda", devices=1)
fabric.launch()
model = torch.nn.Linear(32, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
model, optimizer = fabric.setup(model, optimizer)
for epoch in range(3):
    for i in range(100):
        optimizer.zero_grad()
        loss = model(torch.randn(8, 32, device=fabric.device)).sum()
        fabric.backward(loss)
        optimizer.step()
