import lightning as L, torch
from model import Transformer, wikitext
fabric = L.Fabric(accelerator='cuda', devices=4, strategy='fsdp')
fabric.launch()
m, o = fabric.setup(Transformer(), torch.optim.SGD(Transformer().parameters(), .1))
for i, (x, t) in enumerate(fabric.setup_dataloaders(wikitext(20))):
    o.zero_grad()
    loss = torch.nn.functional.nll_loss(m(x, t), t.view(-1))
    fabric.backward(loss)
    o.step()
