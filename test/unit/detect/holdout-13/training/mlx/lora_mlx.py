import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as opt
from mlx_lm import load
from data import iterate_batches

model, tok = load("mlx-community/Mistral-7B-v0.1-4bit")
model.freeze()
for l in model.model.layers[-16:]:
    l.self_attn.q_proj = nn.LoRALinear.from_base(l.self_attn.q_proj)


def loss(model, inputs, targets, lengths):
    logits = model(inputs)
    mask = mx.arange(inputs.shape[1])[None] < lengths[:, None]
    ce = nn.losses.cross_entropy(logits, targets) * mask
    return ce.sum() / mask.sum()


lg = nn.value_and_grad(model, loss)
optimizer = opt.Adam(learning_rate=1e-5)
for it, batch in zip(range(1000), iterate_batches(tok, 4)):
    lvalue, grad = lg(model, *batch)
    optimizer.update(model, grad)
    mx.eval(model.parameters(), optimizer.state, lvalue)
    if it % 10 == 0:
        print(f"Iter {it}: Train loss {lvalue.item():.3f}")
