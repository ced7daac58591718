import torch
def beam(model, start, k=4, steps=50):
    beams = [(start, 0.)]
    for _ in range(steps):
        cand = []
        for s, sc in beams:
            lp = model(s)[-1].log_softmax(-1)
            for v, i in zip(*lp.topk(k)): cand.append((torch.cat([s, i[None]]), sc + v.item()))
        beams = sorted(cand, key=lambda b: -b[1])[:k]
    return beams
