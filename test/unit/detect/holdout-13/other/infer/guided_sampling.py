import torch
import torch.nn.functional as F
from guided_diffusion.script_util import create_classifier, create_model_and_diffusion

model, diffusion = create_model_and_diffusion()
classifier = create_classifier()
classifier.load_state_dict(torch.load("64x64_classifier.pt"))
model.cuda().eval(); classifier.cuda().eval()


def cond_fn(x, t, y=None):
    with torch.enable_grad():
        x_in = x.detach().requires_grad_(True)
        log_probs = F.log_softmax(classifier(x_in, t), dim=-1)
        selected = log_probs[range(len(log_probs)), y.view(-1)]
        return torch.autograd.grad(selected.sum(), x_in)[0] * 1.0


for batch in range(100):
    y = torch.randint(0, 1000, (16,)).cuda()
    s = diffusion.p_sample_loop(model, (16, 3, 64, 64), model_kwargs={"y": y}, cond_fn=cond_fn)
    torch.save(s.cpu(), f"s{batch}.pt")
