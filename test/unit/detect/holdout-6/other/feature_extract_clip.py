import clip, torch, numpy as np
from torch.utils.data import DataLoader
from torchvision.datasets import CIFAR100
from tqdm import tqdm

model, preprocess = clip.load('ViT-B/32', 'cuda')
train = CIFAR100('.', download=True, train=True, transform=preprocess)

def get_features(dataset):
    feats, labels = [], []
    with torch.no_grad():
        for images, lab in tqdm(DataLoader(dataset, batch_size=100)):
            feats.append(model.encode_image(images.cuda()))
            labels.append(lab)
    return torch.cat(feats).cpu().numpy(), torch.cat(labels).numpy()

np.savez('train_feats.npz', *get_features(train))
