from functools import partial
import jax, optax
from flax import jax_utils
from flax.training import train_state, common_utils
from resnet import ResNet50, batches
def create(rng): 
    m = ResNet50(); return train_state.TrainState.create(apply_fn=m.apply, params=m.init(rng, jax.numpy.ones((1, 224, 224, 3)))['params'], tx=optax.sgd(.1, .9))
@partial(jax.pmap, axis_name='b')
def train_step(state, batch):
    def loss_fn(p): return optax.softmax_cross_entropy_with_integer_labels(state.apply_fn({'params': p}, batch['x']), batch['y']).mean()
    loss, grads = jax.value_and_grad(loss_fn)(state.params)
    return state.apply_gradients(grads=jax.lax.pmean(grads, 'b')), loss
def train_and_evaluate(steps=1000):
    st = jax_utils.replicate(create(jax.random.PRNGKey(0)))
    for i, b in zip(range(steps), batches()): st, l = train_step(st, common_utils.shard(b))
if __name__ == '__main__': train_and_evaluate()
