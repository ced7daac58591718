"""Fast neural style: trains the transformer network on COCO."""
import sys
import torch
from torch.optim import Adam
from torchvision import datasets, transforms
from transformer_net import TransformerNet
from vgg import Vgg16
import utils

def gram(y):
    b, c, h, w = y.size()
    f = y.view(b, c, h * w)
    return f.bmm(f.transpose(1, 2)) / (c * h * w)

if __name__ == "__main__":
    ds = datasets.ImageFolder(sys.argv[1], transforms.Compose([transforms.Resize(256), transforms.ToTensor()]))
    transformer, vgg = TransformerNet().cuda(), Vgg16(requires_grad=False).cuda()
    optimizer = Adam(transformer.parameters(), 1e-3)
    style = [gram(f) for f in vgg(utils.load_image(sys.argv[2]).cuda())]
    for e in range(2):
        for n, (x, _) in enumerate(torch.utils.data.DataLoader(ds, batch_size=4)):
            optimizer.zero_grad()
            x = x.cuda()
            y = transformer(x)
            fx, fy = vgg(x), vgg(y)
            loss = 1e5 * torch.nn.functional.mse_loss(fy.relu2_2, fx.relu2_2)
            for a, s in zip(fy, style):
                loss = loss + 1e10 * torch.nn.functional.mse_loss(gram(a), s)
            loss.backward()
            optimizer.step()
