import haiku as hk
import jax
import optax
from absl import app
import dataset

def forward(tokens):
    return hk.Linear(256)(hk.LSTM(512).__call__(hk.Embed(256, 128)(tokens), None)[0])

def main(_):
    net = hk.transform(forward)
    ds = dataset.load("shakespeare.txt", 32, 128)
    params = net.init(jax.random.PRNGKey(0), next(ds))
    opt = optax.chain(optax.clip_by_global_norm(1.0), optax.adam(1e-3))
    opt_state = opt.init(params)

    def loss_fn(p, batch):
        logits = net.apply(p, None, batch[:, :-1])
        return optax.softmax_cross_entropy_with_integer_labels(logits, batch[:, 1:]).mean()

    @jax.jit
    def update(p, s, batch):
        l, g = jax.value_and_grad(loss_fn)(p, batch)
        u, s = opt.update(g, s)
        return optax.apply_updates(p, u), s, l

    for step in range(100_000):
        params, opt_state, loss = update(params, opt_state, next(ds))
        if step % 100 == 0:
            print(step, loss)

if __name__ == '__main__':
    app.run(main)
