import torch
from torch.ao.quantization import get_default_qat_qconfig_mapping
from torch.ao.quantization.quantize_fx import convert_fx, prepare_qat_fx
from torchvision.models import mobilenet_v2
from data import get_train, get_val
from engine import evaluate

model = mobilenet_v2(weights="DEFAULT").train()
model = prepare_qat_fx(model, get_default_qat_qconfig_mapping("x86"), torch.randn(1, 3, 224, 224))
optimizer = torch.optim.SGD(model.parameters(), lr=1e-4, momentum=0.9)
for nepoch in range(8):
    for step, (image, target) in enumerate(get_train()):
        output = model(image)
        loss = torch.nn.functional.cross_entropy(output, target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step >= 200:
            break
    if nepoch > 3:
        model.apply(torch.ao.quantization.disable_observer)
    print(nepoch, evaluate(convert_fx(model.eval()), get_val()))
    model.train()
