import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader
from torchvision import models
from data import train_set


def kd_loss(student, teacher, y, T=4.0, alpha=0.9):
    soft = F.kl_div(F.log_softmax(student / T, 1), F.softmax(teacher / T, 1), reduction="batchmean") * T * T
    return alpha * soft + (1 - alpha) * F.cross_entropy(student, y)


def main():
    teacher = models.resnet101(weights="DEFAULT").cuda().eval()
    student = models.mobilenet_v3_small(num_classes=1000).cuda()
    sgd = torch.optim.SGD(student.parameters(), 0.1, momentum=0.9, nesterov=True)
    sched = torch.optim.lr_scheduler.CosineAnnealingLR(sgd, 90)
    for p in teacher.parameters():
        p.requires_grad = False
    for epoch in range(90):
        for x, y in DataLoader(train_set(), 256, shuffle=True, num_workers=8, pin_memory=True):
            x, y = x.cuda(non_blocking=True), y.cuda(non_blocking=True)
            with torch.no_grad():
                t = teacher(x)
            loss = kd_loss(student(x), t, y)
            sgd.zero_grad()
            loss.backward()
            sgd.step()
        sched.step()
        print(epoch, loss.item())


main()
