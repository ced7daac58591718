import numpy as np, torch, timm
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler
from tqdm import tqdm
from dataset import FolderDataset

net = timm.create_model('vit_small_patch16_224', pretrained=True, num_classes=0).cuda().eval()
train_loader = torch.utils.data.DataLoader(FolderDataset('train'), 64)
feats = []
with torch.inference_mode():
    for x, _ in tqdm(train_loader):
        feats.append(net(x.cuda()).cpu().numpy())
F = np.concatenate(feats)
F = StandardScaler().fit_transform(F)
pca = PCA(64)
pca.fit(F)
np.save('feats.npy', pca.transform(F))
