import keras
import jax
from keras import layers, ops

model = keras.Sequential([layers.Dense(64, activation="relu"), layers.Dense(1)])
model.build((None, 8))
optimizer = keras.optimizers.Adam(1e-3)
optimizer.build(model.trainable_variables)
loss_fn = keras.losses.MeanSquaredError()


def compute(tv, ntv, x, y):
    y_pred, ntv = model.stateless_call(tv, ntv, x, training=True)
    return loss_fn(y, y_pred), ntv


grad_fn = jax.value_and_grad(compute, has_aux=True)


@jax.jit
def step(state, data):
    tv, ntv, ov = state
    (loss, ntv), grads = grad_fn(tv, ntv, *data)
    tv, ov = optimizer.stateless_apply(ov, grads, tv)
    return loss, (tv, ntv, ov)


state = (model.trainable_variables, model.non_trainable_variables, optimizer.variables)
for i, batch in enumerate(load("train.npz")):
    loss, state = step(state, batch)
    if i % 100 == 0:
        print(i, float(loss))
