import torch
from torchvision.models import resnet50
net = resnet50(weights='DEFAULT').eval(); acts, grads = [], []
net.layer4.register_forward_hook(lambda m, i, o: acts.append(o))
net.layer4.register_full_backward_hook(lambda m, gi, go: grads.append(go[0]))
for path in ['a.jpg', 'b.jpg']:
    from PIL import Image; import torchvision.transforms.functional as F
    out = net(F.to_tensor(Image.open(path))[None]); net.zero_grad()
    out[0, out.argmax()].backward()
    cam = (grads[-1].mean((2, 3), keepdim=True) * acts[-1]).sum(1).relu()
    torch.save(cam, path + '.cam')
