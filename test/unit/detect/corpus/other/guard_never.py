import torch
from x import net, opt, loader
def train():
    for b in loader:
        net(b).backward()
        opt.step()
def export():
    torch.jit.script(net).save('n.pt')
if __name__ == '__main__':
    export()
