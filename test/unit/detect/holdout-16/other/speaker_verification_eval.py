#! /usr/bin/env python
import argparse
import os
import sys
import time
from collections import OrderedDict

import numpy as np
import soundfile
import torch
import torch.nn.functional as F
from scipy.optimize import brentq
from scipy.interpolate import interp1d
from sklearn.metrics import roc_curve
from tqdm import tqdm

from models.ecapa import ECAPA_TDNN
from loss import AAMsoftmax

parser = argparse.ArgumentParser(description="ECAPA verification")
parser.add_argument('--num_frames', type=int, default=200)
parser.add_argument('--max_epoch', type=int, default=80, help='not used here, kept so that the configs of training can be read')
parser.add_argument('--lr', type=float, default=0.001)
parser.add_argument('--eval_list', default='/data/voxceleb1/veri_test2.txt')
parser.add_argument('--eval_path', default='/data/voxceleb1/')
parser.add_argument('--initial_model', default='exps/pretrain.model')
parser.add_argument('--C', type=int, default=1024)
parser.add_argument('--n_class', type=int, default=5994)
parser.add_argument('--score_norm', action='store_true')
parser.add_argument('--cohort', default='exps/cohort.npy')


class Verifier(torch.nn.Module):
    def __init__(self, C, n_class):
        super().__init__()
        self.speaker_encoder = ECAPA_TDNN(C=C).cuda()
        self.speaker_loss = AAMsoftmax(n_class=n_class, m=0.2, s=30).cuda()

    def load_parameters(self, path):
        own = self.state_dict()
        for name, param in torch.load(path).items():
            if name not in own:
                name = name.replace("module.", "")
                if name not in own:
                    print("%s is not in the model." % name)
                    continue
            if own[name].size() != param.size():
                print("Wrong parameter length: %s" % name)
                continue
            own[name].copy_(param)

    @torch.no_grad()
    def embed(self, wav, frames):
        audio, _ = soundfile.read(wav)
        full = torch.FloatTensor(np.stack([audio])).cuda()
        need = frames * 160 + 240
        if len(audio) <= need:
            audio = np.pad(audio, (0, need - len(audio)), 'wrap')
        parts = np.stack([audio[int(s):int(s) + need] for s in np.linspace(0, len(audio) - need, num=5)])
        e1 = F.normalize(self.speaker_encoder(full, aug=False), p=2, dim=1)
        e2 = F.normalize(self.speaker_encoder(torch.FloatTensor(parts).cuda(), aug=False), p=2, dim=1)
        return e1, e2


def min_dcf(fnr, fpr, thr, p=0.05):
    c = p * fnr + (1 - p) * fpr
    i = c.argmin()
    return c[i] / min(p, 1 - p), thr[i]


def main():
    args = parser.parse_args()
    s = Verifier(args.C, args.n_class)
    s.load_parameters(args.initial_model)
    s.eval()
    pairs = [l.split() for l in open(args.eval_list)]
    files = sorted({f for p in pairs for f in p[1:]})
    emb = OrderedDict()
    t = time.time()
    for f in tqdm(files):
        emb[f] = s.embed(os.path.join(args.eval_path, f), args.num_frames)
    print('%.1f files/s' % (len(files) / (time.time() - t)), file=sys.stderr)
    cohort = torch.from_numpy(np.load(args.cohort)).cuda() if args.score_norm else None
    scores, labels = [], []
    for label, a, b in pairs:
        (a1, a2), (b1, b2) = emb[a], emb[b]
        sc = ((a1 @ b1.T).mean() + (a2 @ b2.T).mean()).item() / 2
        if cohort is not None:
            ca, cb = (a1 @ cohort.T).topk(300).values, (b1 @ cohort.T).topk(300).values
            sc = 0.5 * ((sc - ca.mean()) / ca.std() + (sc - cb.mean()) / cb.std()).item()
        scores.append(sc)
        labels.append(int(label))
    fpr, tpr, thr = roc_curve(labels, scores)
    eer = brentq(lambda x: 1. - x - interp1d(fpr, tpr)(x), 0., 1.)
    dcf, at = min_dcf(1 - tpr, fpr, thr)
    print("EER %2.2f%%, minDCF %.4f at %.3f" % (eer * 100, dcf, at))


if __name__ == '__main__':
    main()
