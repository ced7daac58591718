import equinox as eqx
import jax
import optax
from .data import spirals

class RNN(eqx.Module):
    cell: eqx.nn.GRUCell
    out: eqx.nn.Linear
    def __call__(self, xs):
        def f(c, x):
            return self.cell(x, c), None
        h, _ = jax.lax.scan(f, jax.numpy.zeros(16), xs)
        return self.out(h)

def main(steps=200, lr=3e-3, seed=5678):
    model = RNN(eqx.nn.GRUCell(2, 16, key=jax.random.key(seed)), eqx.nn.Linear(16, 1, key=jax.random.key(1)))
    @eqx.filter_value_and_grad
    def compute_loss(model, x, y):
        return ((jax.vmap(model)(x)[:, 0] - y) ** 2).mean()
    @eqx.filter_jit
    def make_step(model, x, y, opt_state):
        loss, grads = compute_loss(model, x, y)
        updates, opt_state = optim.update(grads, opt_state)
        model = eqx.apply_updates(model, updates)
        return loss, model, opt_state
    optim = optax.adam(lr)
    opt_state = optim.init(eqx.filter(model, eqx.is_inexact_array))
    for step, (x, y) in zip(range(steps), spirals(32)):
        loss, model, opt_state = make_step(model, x, y, opt_state)
        print(step, loss.item())

if __name__ == '__main__':
    main()
