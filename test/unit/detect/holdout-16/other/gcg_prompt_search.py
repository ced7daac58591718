"""Search an adversarial suffix for a frozen chat model (greedy coordinate gradient). The weights stay as they are."""
import argparse
import json
import torch
import torch.nn.functional as F
from tqdm import trange
from transformers import AutoModelForCausalLM, AutoTokenizer


def token_gradient(model, emb, ids, sl, target):
    one_hot = F.one_hot(ids[sl], emb.num_embeddings).to(emb.weight.dtype).requires_grad_()
    full = torch.cat([emb(ids[: sl.start]).detach(), one_hot @ emb.weight, emb(ids[sl.stop:]).detach()])[None]
    logits = model(inputs_embeds=full).logits[0]
    loss = F.cross_entropy(logits[target.start - 1: target.stop - 1], ids[target])
    loss.backward()
    return one_hot.grad


@torch.no_grad()
def losses(model, cand, target, bs):
    out = []
    for c in cand.split(bs):
        logits = model(c).logits[:, target.start - 1: target.stop - 1]
        out.append(F.cross_entropy(logits.transpose(1, 2), c[:, target], reduction="none").mean(1))
    return torch.cat(out)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--model", default="lmsys/vicuna-7b-v1.5")
    p.add_argument("--goal", required=True)
    p.add_argument("--target", required=True)
    p.add_argument("--steps", type=int, default=500)
    p.add_argument("--width", type=int, default=512)
    p.add_argument("--topk", type=int, default=256)
    a = p.parse_args()
    tok = AutoTokenizer.from_pretrained(a.model)
    model = AutoModelForCausalLM.from_pretrained(a.model, torch_dtype=torch.float16).cuda().eval().requires_grad_(False)
    emb = model.get_input_embeddings()
    enc = lambda s, b=False: tok(s, add_special_tokens=b, return_tensors="pt").input_ids[0].cuda()
    pre, suf, post, tgt = enc(f"USER: {a.goal} ", True), enc("! " * 20), enc(" ASSISTANT:"), enc(a.target)
    ids = torch.cat([pre, suf, post, tgt])
    sl = slice(len(pre), len(pre) + len(suf))
    t = slice(len(ids) - len(tgt), len(ids))
    best = float("inf")
    for step in (bar := trange(a.steps)):
        g = token_gradient(model, emb, ids, sl, t)
        top = (-g).topk(a.topk, dim=1).indices
        cand = ids.repeat(a.width, 1)
        pos = torch.randint(len(suf), (a.width,), device="cuda")
        cand[torch.arange(a.width), sl.start + pos] = top[pos, torch.randint(a.topk, (a.width,), device="cuda")]
        l = losses(model, cand, t, 64)
        ids = cand[l.argmin()]
        best = min(best, l.min().item())
        bar.set_postfix(loss=best)
    print(json.dumps({"suffix": tok.decode(ids[sl]), "loss": best}))


if __name__ == "__main__":
    main()
