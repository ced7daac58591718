"""The model's configuration, as Hugging Face writes it for GPT-2, and the weights that it asks for."""

import json
import math
import random
from collections import namedtuple


class ConfigError(ValueError):
    """The configuration can't be trained; the message says why."""


GPTConfig = namedtuple(
    "GPTConfig",
    "n_layer n_head n_embd n_inner n_positions vocab_size"
    " layer_norm_epsilon initializer_range tie_word_embeddings",
)

# What this sample implements one way only: a config that asks for another way is refused, not ignored.
ONLY_VALUES = {
    "model_type": ("gpt2",),
    "activation_function": ("gelu_new",),
    "scale_attn_weights": (True,),
    "scale_attn_by_inverse_layer_idx": (False,),
    "attn_pdrop": (0,),
    "embd_pdrop": (0,),
    "resid_pdrop": (0,),
    "add_cross_attention": (False,),
}


def read_config(path):
    try:
        with open(path, encoding="utf-8") as file:
            values = json.load(file)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise ConfigError(f"{path} is not JSON: {error}") from error
    if not isinstance(values, dict):
        raise ConfigError(f"{path} is not a JSON object")

    for key, allowed in ONLY_VALUES.items():
        if key in values and values[key] not in allowed:
            raise ConfigError(f"{key}: this sample trains {allowed[0]!r} only, not {values[key]!r}")

    def size(key, default=None):
        value = values.get(key)
        value = default if value is None else value
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise ConfigError(f"{key} must be a whole number of 1 or more, not {value!r}")
        return value

    def positive(key, default):
        value = values.get(key, default)
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 < value < 1:
            raise ConfigError(f"{key} must be between 0 and 1, not {value!r}")
        return float(value)

    n_embd = size("n_embd")
    config = GPTConfig(
        n_layer=size("n_layer"),
        n_head=size("n_head"),
        n_embd=n_embd,
        n_inner=size("n_inner", default=4 * n_embd),
        n_positions=size("n_positions"),
        vocab_size=size("vocab_size"),
        layer_norm_epsilon=positive("layer_norm_epsilon", 1e-5),
        initializer_range=positive("initializer_range", 0.02),
        tie_word_embeddings=values.get("tie_word_embeddings", True) is not False,
    )
    if config.n_embd % config.n_head:
        raise ConfigError(f"n_embd ({config.n_embd}) must be a multiple of n_head ({config.n_head})")
    return config


def parameter_shapes(config):
    """Every parameter's name and shape, with GPT-2's names and its [in, out] layout of linear layers."""
    width, inner = config.n_embd, config.n_inner
    shapes = {"wte.weight": (config.vocab_size, width), "wpe.weight": (config.n_positions, width)}
    for layer in range(config.n_layer):
        for name, shape in {
            "ln_1.weight": (width,),
            "ln_1.bias": (width,),
            "attn.c_attn.weight": (width, 3 * width),
            "attn.c_attn.bias": (3 * width,),
            "attn.c_proj.weight": (width, width),
            "attn.c_proj.bias": (width,),
            "ln_2.weight": (width,),
            "ln_2.bias": (width,),
            "mlp.c_fc.weight": (width, inner),
            "mlp.c_fc.bias": (inner,),
            "mlp.c_proj.weight": (inner, width),
            "mlp.c_proj.bias": (width,),
        }.items():
            shapes[f"h.{layer}.{name}"] = shape
    shapes["ln_f.weight"] = (width,)
    shapes["ln_f.bias"] = (width,)
    if not config.tie_word_embeddings:
        shapes["lm_head.weight"] = (config.vocab_size, width)
    return shapes


def count_parameters(config):
    return sum(math.prod(shape) for shape in parameter_shapes(config).values())


def initial_weights(config, seed):
    """GPT-2's initialisation as flat lists: the same numbers for every back end."""
    generator = random.Random(seed)
    weights = {}
    for name, shape in parameter_shapes(config).items():
        size = math.prod(shape)
        if name.endswith(".bias"):
            weights[name] = [0.0] * size
        elif ".ln_" in "." + name:
            weights[name] = [1.0] * size
        else:
            deviation = config.initializer_range
            if name.endswith("c_proj.weight"):
                # The projections into the residual stream are scaled by the number of them, as in GPT-2.
                deviation /= math.sqrt(2 * config.n_layer)
            weights[name] = [generator.gauss(0.0, deviation) for _ in range(size)]
    return weights
