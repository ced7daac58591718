import torch
from torch.ao.quantization import get_default_qconfig, prepare, convert
from net import build
from data import calib_loader
m = build().eval()
m.load_state_dict(torch.load('fp32.pt'))
m.qconfig = get_default_qconfig('x86')
prepare(m, inplace=True)
with torch.no_grad():
    for i, (x, _) in enumerate(calib_loader()):
        m(x)
        if i == 100:
            break
convert(m, inplace=True)
torch.jit.save(torch.jit.script(m), 'int8.pt')
