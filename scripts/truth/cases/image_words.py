"""Language models whose images are words of a codebook."""
import torch
import transformers

from cases.image_text import TEXT, UNTIED

WORDS = {key: value for key, value in TEXT.items() if key != "model_type"}
CODES = {"base_channels": 32, "channel_multiplier": [1, 2, 2], "num_res_blocks": 1, "latent_channels": 12, "embed_dim": 10, "num_embeddings": 40, "resolution": 32}
# The library builds none without a map of its vocabulary.
MAP = {"vocabulary_map": {"<image>": 7}}
EYE = {"hidden_size": 48, "num_hidden_layers": 3, "num_attention_heads": 4, "image_size": 32, "patch_size": 8, "projection_dim": WORDS["hidden_size"]}
DRAWS = {key: value for key, value in CODES.items() if key != "resolution"} | {"projection_dim": WORDS["hidden_size"], "image_token_embed_dim": WORDS["hidden_size"]}

CASES = {
    "chameleon": [MAP] + [MAP | WORDS | {"vq_config": CODES | codes} | own for codes, own in (
        ({}, {}), ({"attn_resolutions": [16]}, {"tie_word_embeddings": True}), ({"attn_type": "none"}, {"attention_bias": True}), ({"num_res_blocks": 2, "channel_multiplier": [1, 2, 4, 4]}, {"mlp_bias": True}),
        ({"resolution": 64, "in_channels": 1}, {"swin_norm": True, "num_key_value_heads": WORDS["num_attention_heads"]}))],
    "janus": [{}] + [{"text_config": WORDS | {"model_type": "llama"} | words, "vision_config": EYE | eye, "vq_config": DRAWS | draws} | own for words, eye, draws, own in (
        ({}, {}, {}, {}), ({}, {"attention_bias": False}, {"num_res_blocks": 2}, UNTIED), ({}, {"mlp_ratio": 3.0, "depth": 3}, {"num_hidden_layers": 3}, {}), ({"num_key_value_heads": WORDS["num_attention_heads"]}, {"image_size": 40}, {"channel_multiplier": [1, 2]}, {}),
        ({}, {"depth": 1}, {"image_token_embed_dim": 20, "projection_dim": 30}, {}))],
}
AUTO_CLASSES = dict.fromkeys(CASES, transformers.AutoModelForImageTextToText)
CODEBOOK = [(r"vqmodel.*norm", "norm"), (r"vqmodel.*quantize", "other"), (r"vqmodel", "convolution")]
COMPONENTS = {"chameleon": CODEBOOK, "janus": [(r"aligner|generation_", "other"), *CODEBOOK, (r"patch_embedding", "convolution")]}


def coded(model, config):
    codes = config.vq_config
    return lambda: model.model.vqmodel.encode(torch.zeros((1, codes.in_channels, codes.resolution, codes.resolution), device="meta"))


def looked(model, config):
    size = config.vision_config.image_size
    return lambda: model.model.get_image_features(torch.zeros((1, config.vision_config.num_channels, size, size), device="meta"))


TOWERS = {"chameleon": {"vision": coded}, "janus": {"vision": looked}}
