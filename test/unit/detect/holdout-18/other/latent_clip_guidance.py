import torch, clip
from taming.models.vqgan import VQModel
from torchvision.utils import save_image

dev = "cuda"
perceptor = clip.load("ViT-B/32", dev)[0].eval().requires_grad_(False)
vqgan = VQModel.load("vqgan_f16").to(dev).eval().requires_grad_(False)
txt = perceptor.encode_text(clip.tokenize(["a castle in the clouds"]).to(dev))
z = torch.randn(1, 256, 16, 16, device=dev, requires_grad=True)
opt = torch.optim.Adam([z], lr=0.1)
for i in range(300):
    img = vqgan.decode(z).clamp(-1, 1)
    feats = perceptor.encode_image(torch.nn.functional.interpolate(img, 224))
    loss = -torch.cosine_similarity(feats, txt).mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
save_image((img + 1) / 2, "castle.png")
