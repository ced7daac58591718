"""A sequence-to-sequence model behind a tower of stages."""
import torch
import transformers

from cases.encoders import SMALL_BART, UNTIED, two_texts

WORDS = SMALL_BART | {"model_type": "bart"}
EYE = {"embed_dim": [8, 16, 24], "depths": [1, 2, 1], "num_heads": [2, 2, 4], "num_groups": [2, 4, 6], "patch_size": [7, 3, 3], "patch_stride": [8, 4, 2], "patch_padding": [3, 1, 1], "patch_prenorm": [False, True, True], "projection_dim": WORDS["d_model"]}
CASES = {"florence2": [{}] + [{"text_config": WORDS | words, "vision_config": EYE | eye} | own for words, eye, own in (
    ({}, {}, {}), ({}, {"qkv_bias": False}, UNTIED), (UNTIED, {"window_size": 7}, {}), (UNTIED, {"mlp_ratio": 3.0}, UNTIED), ({"encoder_layers": 1}, {"patch_prenorm": [True, False, True], "patch_padding": [0, 1, 2]}, {}),
    ({"encoder_ffn_dim": 70}, {"max_position_embeddings": 60, "in_channels": 1}, {}))]}
AUTO_CLASSES = {"florence2": transformers.AutoModelForImageTextToText}
INPUTS = {"florence2": two_texts}
COMPONENTS = {"florence2": [(r"projector", "other"), (r"vision_tower.*conv\d?$", "convolution")]}


def look(model, config):
    return lambda: model.model.get_image_features(torch.zeros((1, config.vision_config.in_channels, 768, 768), device="meta"))


TOWERS = {"florence2": {"vision": look}}
