import torch, timm, numpy as np
from data import loader
m = timm.create_model('vit_base_patch16_224', pretrained=True, num_classes=0).cuda().eval()
out = []
with torch.inference_mode():
    for x, y in loader('train', 256):
        out.append(m(x.cuda()).cpu().numpy())
np.save('train_feats.npy', np.concatenate(out))
