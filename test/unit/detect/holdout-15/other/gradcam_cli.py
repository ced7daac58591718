import argparse
import cv2
import numpy as np
import torch
from torchvision import models


class GradCam:
    def __init__(self, model, layer):
        self.model = model.eval()
        self.act = self.grad = None
        layer.register_forward_hook(lambda m, i, o: setattr(self, "act", o))
        layer.register_full_backward_hook(lambda m, gi, go: setattr(self, "grad", go[0]))

    def __call__(self, x, target=None):
        logits = self.model(x)
        if target is None:
            target = int(logits.argmax(1))
        self.model.zero_grad()
        one_hot = torch.zeros_like(logits)
        one_hot[0, target] = 1
        (one_hot * logits).sum().backward(retain_graph=True)
        w = self.grad.mean((2, 3), keepdim=True)
        cam = torch.relu((w * self.act).sum(1))[0].detach().cpu().numpy()
        cam = cv2.resize(cam, (x.shape[3], x.shape[2]))
        return (cam - cam.min()) / (np.ptp(cam) + 1e-8), target


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("image")
    ap.add_argument("--ckpt")
    ap.add_argument("--cls", type=int)
    a = ap.parse_args()
    net = models.resnet50(weights="DEFAULT")
    if a.ckpt:
        net.load_state_dict(torch.load(a.ckpt)["state_dict"])
    img = cv2.resize(cv2.imread(a.image)[..., ::-1], (224, 224)).astype("float32") / 255
    x = torch.from_numpy((img - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]).float().permute(2, 0, 1)[None]
    cam, cls = GradCam(net, net.layer4[-1])(x, a.cls)
    heat = cv2.applyColorMap(np.uint8(255 * cam), cv2.COLORMAP_JET)[..., ::-1] / 255
    cv2.imwrite("cam.jpg", np.uint8(255 * (0.6 * img + 0.4 * heat))[..., ::-1])
    print("class", cls)
