import sys
import clip
import torch
import torchvision.transforms as T
from torchvision.utils import save_image

# optimise the pixels until CLIP likes them
device = "cuda"
model, _ = clip.load("ViT-B/32", device=device, jit=False)
model = model.eval().requires_grad_(False).float()
prompt = " ".join(sys.argv[1:]) or "a lighthouse in a storm, oil painting"
with torch.no_grad():
    text = model.encode_text(clip.tokenize(prompt).to(device))
    text /= text.norm(dim=-1, keepdim=True)

freq = torch.randn(1, 3, 256, 129, 2, device=device) * 0.01
freq.requires_grad_(True)
fy, fx = torch.fft.fftfreq(256, device=device)[:, None], torch.fft.rfftfreq(256, device=device)[None]
scale = 1 / torch.clamp((fx ** 2 + fy ** 2).sqrt(), min=1 / 256)


def image():
    img = torch.fft.irfft2(torch.view_as_complex(freq) * scale, s=(256, 256), norm="ortho")
    return torch.sigmoid(img / img.std() * 1.5)


crop = T.Compose([T.RandomResizedCrop(224, (0.4, 1.0)), T.RandomPerspective(0.3), T.Normalize((0.481, 0.457, 0.408), (0.268, 0.261, 0.275))])
opt = torch.optim.AdamW([freq], lr=0.05)
for i in range(400):
    batch = torch.cat([crop(image()) for _ in range(16)])
    emb = model.encode_image(batch)
    emb = emb / emb.norm(dim=-1, keepdim=True)
    loss = 1 - (emb @ text.T).mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
    if i % 50 == 0:
        print(i, loss.item())
        save_image(image(), f"clip_{i:04d}.png")
save_image(image(), "clip_final.png")
