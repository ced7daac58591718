# knowledge distillation, student <- teacher
import torch, torch.nn.functional as F
from torchvision.models import resnet50, mobilenet_v3_small
from loaders import train_loader

teacher = resnet50(weights="DEFAULT").eval().requires_grad_(False).cuda()
student = mobilenet_v3_small(num_classes=1000).cuda()
optim = torch.optim.SGD(student.parameters(), .05, .9)
T, alpha = 4., .9

def kd(s, t, y):
    soft = F.kl_div(F.log_softmax(s / T, 1), F.softmax(t / T, 1), reduction="batchmean") * T * T
    return alpha * soft + (1 - alpha) * F.cross_entropy(s, y)

for ep in range(90):
    for x, y in train_loader(256):
        x, y = x.cuda(), y.cuda()
        with torch.no_grad():
            tl = teacher(x)
        loss = kd(student(x), tl, y)
        optim.zero_grad()
        loss.backward()
        optim.step()
    torch.save(student.state_dict(), f"student_{ep}.pth")
