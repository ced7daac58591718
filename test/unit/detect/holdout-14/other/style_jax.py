import jax, jax.numpy as jnp, optax
from flax_vgg import vgg19_features, load_image, save_image

content, style = load_image("content.jpg"), load_image("style.jpg")
cf, sf = vgg19_features(content), vgg19_features(style)


def gram(x):
    c = x.shape[-1]
    f = x.reshape(-1, c)
    return f.T @ f / f.shape[0]


def loss_fn(image):
    f = vgg19_features(image)
    c = jnp.mean((f["conv4_2"] - cf["conv4_2"]) ** 2)
    s = sum(jnp.mean((gram(f[k]) - gram(sf[k])) ** 2) for k in ["conv1_1", "conv2_1", "conv3_1", "conv4_1"])
    return c + 1e4 * s


optimizer = optax.adam(2e-2)
image = content
opt_state = optimizer.init(image)


@jax.jit
def update(image, opt_state):
    loss, grads = jax.value_and_grad(loss_fn)(image)
    updates, opt_state = optimizer.update(grads, opt_state)
    return jnp.clip(optax.apply_updates(image, updates), 0, 1), opt_state, loss


for step in range(500):
    image, opt_state, loss = update(image, opt_state)
    if step % 100 == 0:
        print(step, float(loss))
save_image("out.png", image)
