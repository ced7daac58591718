"""Image-text models whose language model is a hybrid: recurrent layers between those of attention."""
import sys

import torch
import transformers

from cases import hybrids
from cases.multimodal import MERGED, MERGER, TIED, dynamic_tower, nested, text

FLAT = {"model_type": "siglip2_vision_model", "hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 3, "num_attention_heads": 4,
        "patch_size": 8, "num_patches": 16, "vision_use_head": False}
LFM2 = hybrids.SMALL | hybrids.CONVOLVED | {"model_type": "lfm2"}
UNTIED = {"tie_word_embeddings": False}
DENSE, EXPERTS = hybrids.SMALL | hybrids.DELTA, hybrids.MIXTURE | hybrids.DELTA
CASES = {
    "qwen3_5": nested(DENSE, MERGED, ({}, {}, TIED), (TIED, {}, {}), ({"full_attention_interval": 2}, {"spatial_merge_size": 3}, {})),
    "qwen3_5_moe": nested(EXPERTS, MERGED, ({}, {}, TIED), (TIED, {}, {}), ({"full_attention_interval": 3}, {"depth": 2}, {})),
    "lfm2_vl": nested(LFM2, FLAT, ({}, {}, UNTIED), ({}, {}, {"projector_use_layernorm": False}), ({"conv_bias": True}, {}, {"projector_bias": False}),
                      ({}, {"num_patches": 64}, {"downsample_factor": 4, "projector_hidden_size": 40})),
}
AUTO_CLASSES = dict.fromkeys(CASES, transformers.AutoModelForImageTextToText)
DELTA_RULE = [(r"conv1d", "convolution"), (r"linear_attn.*norm", "norm"), (r"linear_attn", "ssm"), *MERGER]
COMPONENTS = {**dict.fromkeys(("qwen3_5", "qwen3_5_moe"), DELTA_RULE),
              "lfm2_vl": [(r"multi_modal_projector", "other"), (r"patch_embedding", "embedding"), (r"norm", "norm"), (r"\.conv(\.|$)", "convolution"),
                          (r"vision_tower\.head", "head")]}
INPUTS = dict.fromkeys(("qwen3_5", "qwen3_5_moe"), text)


def flat_tower(model, config):
    """None where the patches of a side do not come out even."""
    vision = config.vision_config
    side = int(vision.num_patches**0.5)
    if side % config.downsample_factor:
        return None

    def run():
        pixels = torch.zeros((1, side * side, vision.num_channels * vision.patch_size**2), device="meta")
        features = model.model.vision_tower(pixel_values=pixels, pixel_attention_mask=None, spatial_shapes=torch.tensor([[side, side]])).last_hidden_state
        model.model.multi_modal_projector(features.reshape(1, side, side, -1))
    return run


def unmasked(model):
    """No padding masks for any part: looking whether there is padding would read data."""
    for module in {type(part).__module__ for part in model.modules()}:
        for name in ("create_recurrent_attention_mask", "create_bidirectional_mask"):
            if hasattr(sys.modules[module], name):
                setattr(sys.modules[module], name, lambda *given, **named: None)


TOWERS = dict.fromkeys(("qwen3_5", "qwen3_5_moe"), {"vision": dynamic_tower}) | {"lfm2_vl": {"vision": flat_tower}}
PREPARE = dict.fromkeys(CASES, unmasked)
