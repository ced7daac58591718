import torch
import torch.nn.functional as F
from tqdm import tqdm
from torchvision.models import resnet18, resnet50
from loaders import train_loader

teacher = resnet50(weights="DEFAULT").eval().cuda()
student = resnet18(num_classes=1000).cuda()
optim_s = torch.optim.AdamW(student.parameters(), 1e-3)
T = 4.0
pbar = tqdm(train_loader)
for x, y in pbar:
    x, y = x.cuda(), y.cuda()
    with torch.no_grad():
        t_logits = teacher(x)
    s_logits = student(x)
    kd = F.kl_div(F.log_softmax(s_logits / T, 1), F.softmax(t_logits / T, 1), reduction="batchmean") * T * T
    loss = 0.9 * kd + 0.1 * F.cross_entropy(s_logits, y)
    optim_s.zero_grad(); loss.backward(); optim_s.step()
    pbar.set_postfix(loss=loss.item())
torch.save(student.state_dict(), "student.pt")
