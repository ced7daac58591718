import cv2
import numpy as np
import torch
from torchvision import models, transforms
from PIL import Image


class GradCAM:
    def __init__(self, model, layer):
        self.model = model.eval()
        layer.register_forward_hook(self._fwd)
        layer.register_full_backward_hook(self._bwd)

    def _fwd(self, m, i, o):
        self.act = o

    def _bwd(self, m, gi, go):
        self.grad = go[0]

    def __call__(self, x, cls=None):
        out = self.model(x)
        cls = out.argmax() if cls is None else cls
        self.model.zero_grad()
        out[0, cls].backward(retain_graph=True)
        w = self.grad.mean((2, 3), keepdim=True)
        return torch.relu((w * self.act).sum(1))


if __name__ == "__main__":
    net = models.resnet18(weights="IMAGENET1K_V1")
    cam = GradCAM(net, net.layer4)
    for path in ["cat.jpg", "dog.jpg"]:
        x = transforms.ToTensor()(Image.open(path).resize((224, 224))).unsqueeze(0)
        heat = cam(x)[0].detach().numpy()
        cv2.imwrite(path + ".cam.png", np.uint8(255 * heat))
