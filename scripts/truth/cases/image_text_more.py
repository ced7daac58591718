"""Further pairs of towers, and language models with an image tower behind a resampler, a query transformer or none."""
import torch
import transformers

from cases.decoders import PER_LAYER
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

GEMMA = TEXT | {"head_dim": 16, "global_head_dim": 24, "hidden_size_per_layer_input": 8, "vocab_size_per_layer_input": 500, "layer_types": ["sliding_attention"] * 2 + ["full_attention"]}
PATCHES = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 3, "num_attention_heads": 4, "num_key_value_heads": 4, "head_dim": 12,
           "patch_size": 4, "position_embedding_size": 64}
SOUND = {"hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4, "subsampling_conv_channels": [16, 8], "output_proj_dims": 40}
CASES["gemma4"] = nested(GEMMA, PATCHES, ({}, {"num_key_value_heads": 2}, UNTIED), ({"hidden_size_per_layer_input": 0}, {"head_dim": 16}, {"audio_config": SOUND}),
                         ({"num_kv_shared_layers": 1, "layer_types": ["sliding_attention", "full_attention", "full_attention"]}, {"pooling_kernel_size": 2, "standardize": True}, {"audio_config": SOUND | {"attention_chunk_size": 8, "attention_context_left": 6, "attention_context_right": 3, "conv_kernel_size": 3}}),
                         ({"enable_moe_block": True, "num_experts": 4, "top_k_experts": 2, "moe_intermediate_size": 40}, {"use_clipped_linears": True}, {}))
CASES["gemma4"].insert(1, {"vision_config": {}, "audio_config": {}})
AUTO_CLASSES["gemma4"] = transformers.AutoModelForImageTextToText


def soft_tokens(model, config):
    if config.vision_config is None:
        return None
    tower, side = model.model.vision_tower, config.vision_config.pooling_kernel_size

    def run():
        patches = 280 * side * side
        positions = torch.zeros((1, patches, 2), dtype=torch.long, device="meta")
        padding = torch.zeros((1, patches), dtype=torch.bool, device="meta")
        embedded = tower.patch_embedder(torch.zeros((1, patches, 3 * config.vision_config.patch_size ** 2), device="meta"), positions, padding)
        states = tower.encoder(inputs_embeds=embedded, attention_mask=None, pixel_position_ids=positions).last_hidden_state
        model.model.embed_vision(tower.pooler(states, positions, padding, 280)[0])
    return run


def half_a_minute(model, config):
    if config.audio_config is None:
        return None
    bands = config.audio_config.subsampling_conv_channels[0]

    def run():
        states = model.model.audio_tower(torch.zeros((1, 3000, bands), device="meta")).last_hidden_state
        model.model.embed_audio(states)
    return run


TOWERS["gemma4"] = {"vision": soft_tokens, "audio": half_a_minute}
COMPONENTS["gemma4"] = [(r"embed_(vision|audio)|output_proj|tower\.pooler", "other"), (r"position_embedding_table|relative_k_proj", "position"), (r"per_dim_scale", "attention.projections"),
                        (r"subsample_conv_projection\.layer\d\.conv|depthwise_conv1d", "convolution"), (r"input_proj", "embedding"), (r"tower.*norm", "norm"),
                        (r"lconv1d", "feedForward"), (r"router", "router"), *PER_LAYER]
