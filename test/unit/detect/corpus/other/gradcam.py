import torch, torchvision, cv2
model = torchvision.models.resnet18(weights='DEFAULT').eval()
acts, grads = {}, {}
model.layer4.register_forward_hook(lambda m, i, o: acts.update(v=o))
model.layer4.register_full_backward_hook(lambda m, gi, go: grads.update(v=go[0]))
img = torch.randn(1, 3, 224, 224)
out = model(img)
out[0, out.argmax()].backward()
w = grads['v'].mean((2, 3), keepdim=True)
cam = torch.relu((w * acts['v']).sum(1))
