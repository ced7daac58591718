from flax.training import checkpoints, train_state
import optax, jax
from net import Net
s = train_state.TrainState.create(apply_fn=Net().apply, params={}, tx=optax.adam(1e-3))
s = checkpoints.restore_checkpoint('ck', s)
print(jax.jit(s.apply_fn)({'params': s.params}, jax.numpy.ones((1, 28, 28))))
