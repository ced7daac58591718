import jax
import jax.numpy as jnp
from train_lib import make_train_step, make_state

state = jax.eval_shape(make_state, jax.random.key(0))
step = jax.jit(make_train_step())
batch = jax.ShapeDtypeStruct((256, 1024), jnp.int32)
compiled = step.lower(state, batch).compile()
print(compiled.cost_analysis()["flops"] / 1e12, "TFLOP per step")
print(compiled.memory_analysis())
