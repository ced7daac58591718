import torch, torchvision
from PIL import Image
m = torchvision.models.googlenet(weights='DEFAULT').eval(); acts = {}
m.inception4c.register_forward_hook(lambda a, b, c: acts.update(o=c))
img = torchvision.transforms.ToTensor()(Image.open('sky.jpg'))[None]; img.requires_grad_()
for i in range(40):
    m(img); l = acts['o'].norm(); l.backward()
    with torch.no_grad():
        img += .01 * img.grad / img.grad.abs().mean(); img.grad.zero_()
torchvision.utils.save_image(img, 'd.png')
