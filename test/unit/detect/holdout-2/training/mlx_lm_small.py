import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
from model import TinyLM
from text import batches

lm = TinyLM(5000, 256, 4)
mx.eval(lm.parameters())
loss_and_grad = nn.value_and_grad(lm, lambda m, x, y: nn.losses.cross_entropy(m(x), y, reduction='mean'))
opt = optim.AdamW(learning_rate=1e-3)
state = [lm.state, opt.state]

from functools import partial
@partial(mx.compile, inputs=state, outputs=state)
def step(x, y):
    l, g = loss_and_grad(lm, x, y)
    opt.update(lm, g)
    return l

for i, (x, y) in zip(range(2000), batches('ptb.train.txt', 32)):
    l = step(x, y)
    mx.eval(state)
    if i % 100 == 0: print(i, l.item())
