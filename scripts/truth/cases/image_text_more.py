"""Further pairs of towers, and language models with an image tower behind a resampler, a query transformer or none."""
import torch
import transformers

from cases.image_text import CLIP, IMAGE, LLAMA, TEXT, TIED, UNTIED, nested, pixels
from cases.pairs import both, contrasted, pairs
from cases.vision import USUAL, image

CASES, AUTO_CLASSES, COMPONENTS, INPUTS, TOWERS, PREPARE = {}, {}, {}, {}, {}, {}

CASES["chinese_clip"] = pairs(({}, {}, {"projection_dim": 20}), ({"hidden_size": 60}, {}, {}), ({"type_vocab_size": 5}, {"image_size": 40}, {}),
                              ({"max_position_embeddings": 32}, {"num_channels": 1}, {}))
CASES["altclip"] = pairs(({"project_dim": 36}, {}, {"projection_dim": 20}), ({"hidden_size": 60}, {}, {}), ({"type_vocab_size": 5}, {"image_size": 40}, {}),
                         ({"max_position_embeddings": 32}, {"num_channels": 1}, {}))
for name in ("chinese_clip", "altclip"):
    AUTO_CLASSES[name] = transformers.AutoModel
    COMPONENTS[name] = [(r"logit_scale|^\w+Model$", "other"), (r"position_embeddings", "position"), (r"norm|layrnorm|LayerNorm|pre_LN", "norm"),
                        (r"(text|visual)_projection|transformation", "head"), *USUAL]
    INPUTS[name] = both(image)
    PREPARE[name] = contrasted
