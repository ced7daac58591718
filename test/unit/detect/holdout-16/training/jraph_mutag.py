import collections
import logging
import pathlib
import pickle
import haiku as hk
import jax
import jax.numpy as jnp
import jraph
import numpy as np
import optax

NUM_EPOCHS = 200
data = pickle.loads(pathlib.Path("mutag.pkl").read_bytes())
train_ds, test_ds = data[:150], data[150:]


def pad(graph):
    n, e = int(graph.n_node.sum()), int(graph.n_edge.sum())
    up = lambda v: 1 << (v - 1).bit_length()
    return jraph.pad_with_graphs(graph, up(n + 1), up(e), graph.n_node.shape[0] + 1)


@jraph.concatenated_args
def edge_fn(f):
    return hk.Sequential([hk.Linear(128), jax.nn.relu, hk.Linear(128)])(f)


@jraph.concatenated_args
def node_fn(f):
    return hk.Sequential([hk.Linear(128), jax.nn.relu, hk.Linear(128)])(f)


@jraph.concatenated_args
def global_fn(f):
    return hk.Sequential([hk.Linear(128), jax.nn.relu, hk.Linear(2)])(f)


def net_fn(g):
    g = jraph.GraphMapFeatures(hk.Linear(128), hk.Linear(128), hk.Linear(128))(g)
    return jraph.GraphNetwork(update_node_fn=node_fn, update_edge_fn=edge_fn, update_global_fn=global_fn)(g)


net = hk.without_apply_rng(hk.transform(net_fn))


def loss_fn(params, graph, label):
    logp = jax.nn.log_softmax(net.apply(params, graph).globals)
    mask = jraph.get_graph_padding_mask(graph)
    onehot = jax.nn.one_hot(label, 2)
    acc = jnp.sum((logp.argmax(1) == label) * mask) / jnp.sum(mask)
    return -jnp.mean(logp * onehot * mask[:, None]), acc


def prepare(d):
    g = d["input_graph"]._replace(globals=jnp.zeros([1, 1]))
    return pad(g), jnp.concatenate([d["target"], jnp.array([0])])


def evaluate(params, ds):
    stats = collections.Counter()
    f = jax.jit(loss_fn)
    for d in ds:
        l, a = f(params, *prepare(d))
        stats.update(loss=float(l), acc=float(a))
    return {k: v / len(ds) for k, v in stats.items()}


logging.basicConfig(level=logging.INFO)
params = net.init(jax.random.PRNGKey(42), prepare(train_ds[0])[0])
opt_init, opt_update = optax.adam(1e-4)
opt_state = opt_init(params)
step = jax.jit(jax.value_and_grad(loss_fn, has_aux=True))
for e in range(NUM_EPOCHS):
    for i in np.random.permutation(len(train_ds)):
        (loss, acc), grad = step(params, *prepare(train_ds[i]))
        updates, opt_state = opt_update(grad, opt_state, params)
        params = optax.apply_updates(params, updates)
    if e % 10 == 0:
        logging.info("%d %s", e, evaluate(params, test_ds))
