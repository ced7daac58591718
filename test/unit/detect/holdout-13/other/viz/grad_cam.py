import cv2
import numpy as np
import torch
from torchvision.models import resnet50

model = resnet50(weights="DEFAULT").eval()
feats, grads = {}, {}
model.layer4.register_forward_hook(lambda m, i, o: feats.update(v=o))
model.layer4.register_full_backward_hook(lambda m, gi, go: grads.update(v=go[0]))
for path in ["a.jpg", "b.jpg"]:
    img = cv2.resize(cv2.imread(path), (224, 224))
    x = torch.from_numpy(img).permute(2, 0, 1)[None].float() / 255
    model.zero_grad()
    out = model(x)
    out[0, out.argmax()].backward()
    w = grads["v"].mean((2, 3), keepdim=True)
    cam = torch.relu((w * feats["v"]).sum(1))[0].detach().numpy()
    cv2.imwrite("cam_" + path, cv2.applyColorMap(np.uint8(255 * cam / cam.max()), cv2.COLORMAP_JET))
