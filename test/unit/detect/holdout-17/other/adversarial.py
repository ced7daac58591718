import torch, torchvision
model = torchvision.models.resnet18(weights='DEFAULT').eval()
x = torch.rand(1, 3, 224, 224); x0 = x.clone(); y = torch.tensor([207])
for _ in range(40):
    x.requires_grad_(True)
    loss = torch.nn.functional.cross_entropy(model(x), y)
    g, = torch.autograd.grad(loss, x)
    x = (x0 + (x.detach() + 0.01 * g.sign() - x0).clamp(-0.03, 0.03)).clamp(0, 1)
torchvision.utils.save_image(x, 'adv.png')
