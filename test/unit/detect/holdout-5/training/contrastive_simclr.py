from pathlib import Path
import torch
from torch.cuda.amp import GradScaler, autocast
from tqdm.auto import tqdm
from losses import NTXent
from models import SimCLR
from augment import pairs

class Pretrainer:
    scaler = GradScaler()

    def __init__(self, out: Path, epochs=100):
        self.model = SimCLR().cuda()
        self.opt = torch.optim.SGD(self.model.parameters(), .6, momentum=.9)
        self.crit = NTXent(.5)
        self.out, self.epochs = out, epochs

    def fit(self, dl):
        for self.epoch in range(self.epochs):
            self._one(dl)
            torch.save(self.model.state_dict(), self.out / 'last.pt')

    def _one(self, dl):
        for a, b in tqdm(dl):
            with autocast():
                loss = self.crit(self.model(a), self.model(b))
            self.opt.zero_grad()
            self.scaler.scale(loss).backward()
            self.scaler.step(self.opt)
            self.scaler.update()

def main():
    Pretrainer(Path('runs')).fit(pairs('stl10', 512))

if __name__ == '__main__':
    main()
