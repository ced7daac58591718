import contextlib, json, os
import torch
from transformers import AutoModel, get_linear_schedule_with_warmup
from dense.data import TrainCollator, TrainDataset


def parse():
    import argparse
    p = argparse.ArgumentParser()
    p.add_argument('--accum', type=int, default=8)
    p.add_argument('--max-steps', type=int, default=20_000)
    p.add_argument('--warmup', type=int, default=1000)
    return p.parse_args()


def contrastive(q, d, temp=.02):
    s = q @ d.T / temp
    return torch.nn.functional.cross_entropy(s, torch.arange(len(q), device=q.device))


def main(a):
    enc = AutoModel.from_pretrained('bert-base-uncased').cuda()
    decay = {'params': [p for n, p in enc.named_parameters() if 'bias' not in n], 'weight_decay': .01}
    opt = torch.optim.AdamW([decay], lr=2e-5)
    sch = get_linear_schedule_with_warmup(opt, a.warmup, a.max_steps)
    dl = iter(torch.utils.data.DataLoader(TrainDataset('msmarco'), 64, collate_fn=TrainCollator()))
    for step in range(a.max_steps):
        running = 0.
        for micro in range(a.accum):
            q, d = next(dl)
            loss = contrastive(enc(**q.to('cuda')).last_hidden_state[:, 0], enc(**d.to('cuda')).last_hidden_state[:, 0])
            (loss / a.accum).backward()
            running += loss.item() / a.accum
        torch.nn.utils.clip_grad_norm_(enc.parameters(), 1.)
        opt.step(); sch.step(); opt.zero_grad()
        if step % 100 == 0:
            print(json.dumps({'step': step, 'loss': running}))


if __name__ == '__main__':
    main(parse())
