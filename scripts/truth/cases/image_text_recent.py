"""Recent models of text and images. A pass is one over text alone; the towers are counted apart, for one image or sound."""
import torch
import transformers

from cases import multimodal
from cases.decoders import NANO_TYPES
from cases.image_text import COMPONENTS as SMALL_IMAGE, TEXT, TIED, UNTIED
from cases.image_text_more import GEMMA
from cases.words_recent import COMPASS, UNIFIED

CASES, AUTO_CLASSES, COMPONENTS, INPUTS, TOWERS, PREPARE, DEVICES = {}, {}, {}, {}, {}, {}, {}
SHARED_IMAGE = SMALL_IMAGE["llava"]
nested = multimodal.nested
# Sections of rotary positions for heads of 16.
SECTIONS = {"rope_parameters": {"full_attention": {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [2, 3, 3]}}}


def like(name, other):
    """Counted as another type of the same build is."""
    for table, theirs in ((COMPONENTS, multimodal.COMPONENTS), (INPUTS, multimodal.INPUTS), (TOWERS, multimodal.TOWERS), (PREPARE, multimodal.PREPARE),
                          (AUTO_CLASSES, multimodal.AUTO_CLASSES)):
        if other in theirs:
            table[name] = theirs[other]


CASES["cohere_compass_vision"] = multimodal.CASES["qwen3_vl_vision"]
CASES["cohere_compass"] = [{"text_config": {"rope_parameters": {"full_attention": {"rope_type": "default", "rope_theta": 10000.0}}}}] + nested(
    COMPASS | SECTIONS, multimodal.DEEPSTACK, ({}, {}, TIED), ({"tie_word_embeddings": False}, {}, {}), ({"attention_bias": True}, {"deepstack_visual_indexes": [1]}, {}),
    ({"num_key_value_heads": 6}, {"spatial_merge_size": 3}, {}))[1:]
like("cohere_compass_vision", "qwen3_vl_vision")
like("cohere_compass", "qwen3_vl")

PATCHES = {"patch_size": 4, "pooling_kernel_size": 2, "mm_embed_dim": 40, "mm_posemb_size": 30, "output_proj_dims": 40}
CASES["gemma4_unified"] = nested(UNIFIED, PATCHES, ({}, {}, UNTIED), ({"num_kv_shared_layers": 2}, {"pooling_kernel_size": 3}, {}), ({}, {"mm_posemb_size": 12}, {"audio_config": {"audio_embed_dim": 100}}),
                                 ({"attention_bias": True}, {"patch_size": 8}, {"audio_config": {}}))
CASES["gemma4_unified"].insert(1, {"vision_config": {}, "audio_config": {}})
AUTO_CLASSES["gemma4_unified"] = transformers.AutoModelForImageTextToText
COMPONENTS["gemma4_unified"] = [(r"embedding_projection|pre_projection_norm", "other"), (r"pos_embedding", "position"), (r"patch_ln|pos_norm", "norm"), (r"patch_dense", "embedding")]


def merged_patches(model, config):
    if config.vision_config is None:
        return None
    side = config.vision_config.patch_size * config.vision_config.pooling_kernel_size

    def run():
        model.model.embed_vision(torch.zeros((1, 280, 3 * side * side), device="meta"), torch.zeros((1, 280, 2), dtype=torch.long, device="meta"))
    return run


def frames(model, config):
    if config.audio_config is None:
        return None
    samples = config.audio_config.audio_embed_dim
    return lambda: model.model.embed_audio(torch.zeros((1, 480_000 // samples, samples), device="meta"))


TOWERS["gemma4_unified"] = {"vision": merged_patches, "audio": frames}

SEGMENTS = {"hidden_size": 48, "output_channels": 20, "num_hidden_layers": 3, "num_attention_heads": 4, "image_size": 80, "patch_size": 8, "window_size": 3, "global_attn_indexes": [1], "mlp_dim": 90}
CASES["got_ocr2"] = nested(TEXT | {"model_type": "qwen2"}, SEGMENTS, ({}, {}, UNTIED), ({"num_key_value_heads": 6}, {"use_rel_pos": False}, {}), ({"model_type": "llama"}, {"use_abs_pos": False, "qkv_bias": False}, {}),
                           ({}, {"image_size": 72, "num_channels": 1}, {}), ({}, {"global_attn_indexes": []}, {}))
AUTO_CLASSES["got_ocr2"] = transformers.AutoModelForImageTextToText
COMPONENTS["got_ocr2"] = [(r"multi_modal_projector", "other"), (r"pos_embed$|rel_pos_[hw]", "position"), (r"neck\.conv|patch_embed", "convolution")]
TOWERS["got_ocr2"] = {"vision": lambda model, config: lambda: model.get_image_features(
    torch.zeros((1, config.vision_config.num_channels, config.vision_config.image_size, config.vision_config.image_size), device="meta"))}
