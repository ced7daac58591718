import sys
import torch
import matplotlib.pyplot as plt
from torchvision.io import read_image
from torchvision.models import vgg16, VGG16_Weights

w = VGG16_Weights.DEFAULT
net = vgg16(weights=w).eval()
for p in sys.argv[1:]:
    x = w.transforms()(read_image(p)).unsqueeze(0).requires_grad_()
    score = net(x).max()
    score.backward()
    plt.imsave(p + "_sal.png", x.grad.abs().amax(1)[0])
