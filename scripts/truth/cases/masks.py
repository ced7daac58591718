"""Masks of what a text says: CLIPSeg, and its pair of towers alone."""
import transformers

from cases import pairs
from cases.vision import image, varied, without_mask

SEG = {"architectures": ["CLIPSegForImageSegmentation"]}
MASKED = {"extract_layers": [0, 2], "reduce_dim": 16, "decoder_num_attention_heads": 2, "decoder_intermediate_size": 40, "projection_dim": 20, "text_config": pairs.TEXT, "vision_config": pairs.IMAGE} | SEG
CASES = {"clipseg": [*pairs.PROJECTED, SEG, MASKED, MASKED | {"use_complex_transposed_convolution": True}, MASKED | {"conditional_layer": 5, "extract_layers": [2]}, MASKED | {"conditional_layer": 1, "vision_config": pairs.IMAGE | {"image_size": 36, "num_channels": 1}},
                     MASKED | {"vision_config": pairs.IMAGE | {"image_size": 36, "patch_size": 12}, "reduce_dim": 15, "decoder_num_attention_heads": 3, "use_complex_transposed_convolution": True},
                     {"text_config": {"num_hidden_layers": 5}, "vision_config": {"hidden_size": 36}, "text_config_dict": pairs.TEXT, "vision_config_dict": pairs.IMAGE}]}
AUTO_CLASSES = {"clipseg": transformers.AutoModel}
COMPONENTS = {"clipseg": [(r"^decoder\.(film|reduces)", "other"), (r"^decoder\.transposed", "head"), *pairs.COMPONENTS["clip"]]}
INPUTS = {"clipseg": pairs.both(image)}


def compared_or_masked(model):
    (pairs.contrasted if hasattr(model, "text_model") else without_mask)(model)


PREPARE = {"clipseg": compared_or_masked}

SEGMENTS = {"hidden_size": 48, "num_hidden_layers": 3, "num_attention_heads": 4, "image_size": 64, "patch_size": 8, "window_size": 4, "global_attn_indexes": [1], "output_channels": 20, "mlp_ratio": 2.5}
for name in ("sam_vision_model", "sam_hq_vision_model"):
    CASES[name] = varied(SEGMENTS, {"window_size": 3}, {"use_rel_pos": False, "num_channels": 1}, {"use_abs_pos": False, "qkv_bias": False}, {"mlp_dim": 70, "global_attn_indexes": []}, {"window_size": 0, "image_size": 60})
    AUTO_CLASSES[name] = transformers.AutoModel
    INPUTS[name] = image
    COMPONENTS[name] = [(r"pos_embed$|rel_pos_[hw]", "position"), (r"neck\.conv|patch_embed", "convolution")]
