import numpy as np
import objax

digits = np.load("digits.npz")
net = objax.nn.Sequential([objax.nn.Linear(784, 64), objax.functional.relu, objax.nn.Linear(64, 10)])
mover = objax.optimizer.Adam(net.vars())


@objax.Function.with_vars(net.vars())
def cost(images, truth):
    return objax.functional.loss.cross_entropy_logits_sparse(net(images), truth).mean()


both = objax.GradValues(cost, net.vars())


@objax.Function.with_vars(net.vars() + both.vars() + mover.vars())
def advance(images, truth):
    g, values = both(images, truth)
    mover(lr=1e-3, grads=g)
    return values


advance = objax.Jit(advance)
for sweep in range(12):
    for start in range(0, len(digits["x"]), 128):
        print(sweep, advance(digits["x"][start : start + 128], digits["y"][start : start + 128]))
