import torch, cv2, numpy as np
from torchvision.models import resnet18
m = resnet18(weights='DEFAULT').eval()
acts, grads = [], []
m.layer4.register_forward_hook(lambda *a: acts.append(a[2]))
m.layer4.register_full_backward_hook(lambda *a: grads.append(a[2][0]))
for path in ['a.jpg', 'b.jpg']:
    img = torch.from_numpy(cv2.imread(path)).permute(2, 0, 1)[None].float() / 255
    s = m(img)
    m.zero_grad()
    s[0, s.argmax()].backward()
    w = grads[-1].mean((2, 3), keepdim=True)
    cam = (w * acts[-1]).sum(1).relu()
    cv2.imwrite('cam_' + path, np.uint8(255 * cam[0].detach().numpy()))
