import string
from argparse import ArgumentParser
import ignite.distributed as idist
import torch
from ignite.contrib.engines import common
from ignite.engine import Engine, Events, create_supervised_evaluator
from ignite.handlers import Checkpoint, DiskSaver, EarlyStopping, global_step_from_engine
from ignite.metrics import EpochMetric, Loss
from torch import nn

from captcha_data import ALPHABET, loaders
from crnn import CRNN


def greedy(logits):
    out = []
    for row in logits.argmax(-1).T.tolist():
        s, prev = "", 0
        for k in row:
            if k and k != prev:
                s += ALPHABET[k - 1]
            prev = k
        out.append(s)
    return out


def training(local_rank, args):
    torch.manual_seed(12 + idist.get_rank())
    device = idist.device()
    train, val = loaders(args.root, args.batch)
    model = idist.auto_model(CRNN(len(ALPHABET) + 1))
    opt = idist.auto_optim(torch.optim.Adam(model.parameters(), args.lr))
    ctc = nn.CTCLoss(zero_infinity=True)

    def step(engine, batch):
        model.train()
        x, y, n = (b.to(device) for b in batch)
        opt.zero_grad()
        logp = model(x).log_softmax(-1)
        loss = ctc(logp, y, torch.full((x.size(0),), logp.size(0)), n)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5)
        opt.step()
        return {"loss": loss.item()}

    trainer = Engine(step)
    common.setup_common_training_handlers(trainer, train_sampler=getattr(train, "sampler", None), output_names=["loss"],
                                          with_pbars=idist.get_rank() == 0, clear_cuda_cache=False)

    @torch.no_grad()
    def check(engine, batch):
        model.eval()
        x, y, n = batch
        want, k = [], 0
        for m in n.tolist():
            want.append("".join(ALPHABET[i - 1] for i in y[k:k + m].tolist()))
            k += m
        got = greedy(model(x.to(device)))
        engine.state.right += sum(a == b for a, b in zip(got, want))
        engine.state.seen += len(got)

    evaluator = Engine(check)

    @evaluator.on(Events.STARTED)
    def reset(e):
        e.state.right = e.state.seen = 0

    @trainer.on(Events.EPOCH_COMPLETED)
    def validate(e):
        evaluator.run(val)
        print(e.state.epoch, "exact match", evaluator.state.right / max(1, evaluator.state.seen))

    evaluator.add_event_handler(Events.COMPLETED, Checkpoint({"model": model}, DiskSaver(args.out, require_empty=False), n_saved=2,
                                score_function=lambda e: e.state.right / max(1, e.state.seen), global_step_transform=global_step_from_engine(trainer)))
    trainer.run(train, max_epochs=args.epochs)


if __name__ == "__main__":
    p = ArgumentParser()
    p.add_argument("root")
    p.add_argument("--out", default="ckpt")
    p.add_argument("--batch", type=int, default=128)
    p.add_argument("--lr", type=float, default=1e-3)
    p.add_argument("--epochs", type=int, default=40)
    p.add_argument("--nproc", type=int)
    a = p.parse_args()
    with idist.Parallel(backend="nccl" if a.nproc else None, nproc_per_node=a.nproc) as parallel:
        parallel.run(training, a)
