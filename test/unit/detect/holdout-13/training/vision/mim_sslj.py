import copy
import lightly.loss
import torch
import torchvision
from lightly.models.modules import BYOLPredictionHead, BYOLProjectionHead
from lightly.models.utils import deactivate_requires_grad, update_momentum
from lightly.utils.scheduler import cosine_schedule

backbone = torch.nn.Sequential(*list(torchvision.models.resnet18().children())[:-1])
proj, pred = BYOLProjectionHead(512, 1024, 256), BYOLPredictionHead(256, 1024, 256)
backbone_m, proj_m = copy.deepcopy(backbone), copy.deepcopy(proj)
deactivate_requires_grad(backbone_m); deactivate_requires_grad(proj_m)
params = [*backbone.parameters(), *proj.parameters(), *pred.parameters()]
criterion = lightly.loss.NegativeCosineSimilarity()
opt = torch.optim.SGD(params, lr=0.06)


def fwd(x):
    return pred(proj(backbone(x).flatten(1)))


@torch.no_grad()
def fwd_m(x):
    return proj_m(backbone_m(x).flatten(1))


from views import loader  # noqa: E402

for ep in range(10):
    m = cosine_schedule(ep, 10, 0.996, 1)
    for (x0, x1), _, _ in loader():
        update_momentum(backbone, backbone_m, m)
        update_momentum(proj, proj_m, m)
        loss = 0.5 * (criterion(fwd(x0), fwd_m(x1)) + criterion(fwd(x1), fwd_m(x0)))
        loss.backward()
        opt.step()
        opt.zero_grad()
