import time
from torch.utils.data import DataLoader
from torchvision import datasets, transforms
from tqdm import tqdm

train = datasets.ImageFolder("/data/train", transforms.Compose([transforms.RandomResizedCrop(224), transforms.ToTensor()]))
for workers in (0, 2, 4, 8, 16):
    loader = DataLoader(train, batch_size=256, num_workers=workers, pin_memory=True)
    start = time.time()
    for epoch in range(1):
        for i, (x, y) in enumerate(tqdm(loader)):
            if i == 50:
                break
    print(workers, time.time() - start)
