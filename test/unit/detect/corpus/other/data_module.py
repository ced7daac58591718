from torch.utils.data import DataLoader
from torchvision.datasets import MNIST
import torchvision.transforms as T


def train_dataloader(batch_size=64):
    return DataLoader(MNIST("data", train=True, download=True, transform=T.ToTensor()), batch_size=batch_size)


if __name__ == "__main__":
    for x, y in train_dataloader():
        print(x.shape)
        break
