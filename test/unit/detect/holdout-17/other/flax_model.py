from flax import linen as nn
import jax.numpy as jnp

class Encoder(nn.Module):
    features: int = 128
    @nn.compact
    def __call__(self, x, train: bool = False):
        x = nn.Conv(self.features, (3, 3))(x)
        x = nn.BatchNorm(use_running_average=not train)(x)
        return nn.relu(x)

class Classifier(nn.Module):
    classes: int
    @nn.compact
    def __call__(self, x, train: bool = False):
        x = Encoder()(x, train)
        return nn.Dense(self.classes)(x.mean(axis=(1, 2)))
