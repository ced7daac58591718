import jax
import jax.numpy as jnp
import orbax.checkpoint as ocp
from unet import UNet

ckpt = ocp.PyTreeCheckpointer().restore("/ckpts/ddpm/800000")
net = UNet()


@jax.jit
def sample(params, key):
    x = jax.random.normal(key, (16, 64, 64, 3))
    def step(i, x):
        t = 999 - i
        return x - 0.02 * net.apply({"params": params}, x, jnp.full((16,), t), train=False)
    return jax.lax.fori_loop(0, 1000, step, x)


imgs = sample(ckpt["ema_params"], jax.random.key(1))
jnp.save("samples.npy", imgs)
