"""GPTQ of a decoder, layer by layer. Adapted to our checkpoints."""
import math
import sys

import torch
import torch.nn as nn
from transformers import AutoModelForCausalLM, AutoTokenizer
from datasets import load_dataset


class GPTQ:
    def __init__(self, layer):
        self.layer = layer
        self.rows, self.columns = layer.weight.shape
        self.H = torch.zeros((self.columns, self.columns), device=layer.weight.device)
        self.nsamples = 0

    def add_batch(self, inp, out):
        inp = inp.reshape(-1, inp.shape[-1]).t().float()
        tmp = inp.shape[1]
        self.H *= self.nsamples / (self.nsamples + tmp)
        self.nsamples += tmp
        inp = math.sqrt(2 / self.nsamples) * inp
        self.H += inp.matmul(inp.t())

    def fasterquant(self, quantizer, blocksize=128, percdamp=0.01):
        W = self.layer.weight.data.clone().float()
        H = self.H
        losses = torch.zeros_like(W)
        damp = percdamp * torch.mean(torch.diag(H))
        diag = torch.arange(self.columns, device=W.device)
        H[diag, diag] += damp
        H = torch.linalg.cholesky(torch.cholesky_inverse(torch.linalg.cholesky(H)), upper=True)
        for i1 in range(0, self.columns, blocksize):
            i2 = min(i1 + blocksize, self.columns)
            W1 = W[:, i1:i2].clone()
            Err1 = torch.zeros_like(W1)
            Hinv1 = H[i1:i2, i1:i2]
            for i in range(i2 - i1):
                w = W1[:, i]
                d = Hinv1[i, i]
                q = quantizer(w.unsqueeze(1)).flatten()
                losses[:, i1 + i] = (w - q) ** 2 / d ** 2
                err = (w - q) / d
                W1[:, i:] -= err.unsqueeze(1).matmul(Hinv1[i, i:].unsqueeze(0))
                Err1[:, i] = err
            W[:, i2:] -= Err1.matmul(H[i1:i2, i2:])
        print("error", losses.sum().item())
        self.layer.weight.data = W.reshape(self.layer.weight.shape).to(self.layer.weight.dtype)


def round_to_nearest(x, bits=4):
    scale = x.abs().max() / (2 ** (bits - 1) - 1)
    return torch.round(x / scale).clamp(-8, 7) * scale


if __name__ == "__main__":
    name = sys.argv[1]
    model = AutoModelForCausalLM.from_pretrained(name, torch_dtype=torch.float16).cuda().eval()
    tok = AutoTokenizer.from_pretrained(name)
    text = load_dataset("wikitext", "wikitext-2-raw-v1", split="train")["text"][:2000]
    ids = tok("\n\n".join(text), return_tensors="pt").input_ids
    solvers = {n: GPTQ(m) for n, m in model.model.layers.named_modules() if isinstance(m, nn.Linear)}
    handles = [
        m.register_forward_hook(lambda _, inp, out, n=n: solvers[n].add_batch(inp[0].data, out.data))
        for n, m in model.model.layers.named_modules() if n in solvers
    ]
    with torch.no_grad():
        for i in range(0, 128 * 2048, 2048):
            model(ids[:, i:i + 2048].cuda())
    for h in handles:
        h.remove()
    for n, solver in solvers.items():
        print(n)
        solver.fasterquant(round_to_nearest)
    model.save_pretrained(name.split("/")[-1] + "-gptq4")
