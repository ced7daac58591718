import os, torch, torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel as DDP
from torch.utils.data import DataLoader, DistributedSampler
from data import Corpus
from model import Seq2Seq


class Worker:
    def __init__(self, rank):
        self.rank = rank
        self.net = DDP(Seq2Seq().to(rank), device_ids=[rank])
        self.optim = torch.optim.Adam(self.net.parameters())
        ds = Corpus('wmt')
        self.sampler = DistributedSampler(ds)
        self.loader = DataLoader(ds, 64, sampler=self.sampler)

    def _batch(self, src, tgt):
        loss = self.net(src, tgt)
        self.optim.zero_grad()
        loss.backward()
        self.optim.step()

    def __call__(self):
        for e in range(10):
            self.sampler.set_epoch(e)
            for s, t in self.loader:
                self._batch(s.to(self.rank), t.to(self.rank))


def main():
    dist.init_process_group('nccl')
    Worker(int(os.environ['LOCAL_RANK']))()
    dist.destroy_process_group()

if __name__ == '__main__':
    main()
