"""Further pairs of towers, and language models with an image tower behind a resampler, a query transformer or none."""
import torch
import transformers

from cases.decoders import PER_LAYER
from cases.established import text, two_texts
from cases.image_text import COMPONENTS as SMALL_IMAGE, IMAGE, LLAMA, TEXT, TIED, UNTIED, nested, pixels
from cases.pairs import both, contrasted, pairs
from cases.vision import USUAL, image, without_mask

CASES, AUTO_CLASSES, COMPONENTS, INPUTS, TOWERS, PREPARE = {}, {}, {}, {}, {}, {}
SHARED_IMAGE = SMALL_IMAGE["llava"]

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

MISTRAL = TEXT | {"model_type": "mistral", "head_dim": 16}
LATENTS = {"resampler_n_latents": 5, "resampler_depth": 2, "resampler_n_heads": 4, "resampler_head_dim": 12, "num_key_value_heads": 2, "hidden_size": 96}
OF_LATENTS = {"perceiver_config": LATENTS}
CASES["idefics2"] = nested(MISTRAL, IMAGE, ({}, {}, TIED), ({"num_key_value_heads": 6}, {"image_size": 64}, {}), (TIED, {}, {"perceiver_config": LATENTS | {"num_key_value_heads": 4}}),
                           (LLAMA, {}, {"perceiver_config": LATENTS | {"hidden_size": 50}}))
CASES["idefics2"] = [case and OF_LATENTS | case for case in CASES["idefics2"]]
ARIA = TEXT | {"head_dim": 16, "moe_num_experts": 4, "intermediate_size": 40}
QUERIES = {"projector_patch_to_query_dict": {"16": 4, "64": 9}}
IDEFICS3 = IMAGE | {"model_type": "idefics3_vision"}
CASES["aria"] = [case and QUERIES | case for case in nested(ARIA, IDEFICS3, ({}, {}, TIED), ({"moe_topk": 1}, {"image_size": 64}, {}), ({"mlp_bias": True}, {}, {"projector_patch_to_query_dict": {"16": 12}}),
                                                            ({"num_key_value_heads": 6}, {}, {}), ({}, {}, {"max_value_projector_patch_to_query_dict": 20}))]
PERSIMMON = {k: v for k, v in TEXT.items() if k != "num_key_value_heads"}
CASES["fuyu"] = [{}] + [{"text_config": PERSIMMON | text} | own for text, own in (({}, {}), (TIED, {}), ({}, TIED), ({"qk_layernorm": False}, {"patch_size": 20}), ({}, {"num_channels": 1, "image_size": 100}))]


def latents(model, config):
    def run():
        features = model.model.vision_model(pixels(config)).last_hidden_state
        model.model.connector(features, attention_mask=torch.ones(features.shape[:2], dtype=torch.bool, device="meta"))
    return run


def queried(model, config):
    """None where the list of image sizes does not hold this one, as in the library's default."""
    patches = (config.vision_config.image_size // config.vision_config.patch_size) ** 2
    if patches not in config.projector_patch_to_query_dict:
        return None
    return lambda: model.model.multi_modal_projector(model.model.vision_tower(pixels(config)).last_hidden_state)


def patched(model, config):
    patches, inputs = (config.image_size // config.patch_size) ** 2, config.patch_size ** 2 * config.num_channels
    return lambda: model.model.vision_embed_tokens(torch.zeros((1, patches, inputs), device="meta"))


for name, runner, connector in (("idefics2", latents, "connector"), ("aria", queried, "multi_modal_projector"), ("fuyu", patched, "vision_embed_tokens")):
    AUTO_CLASSES[name] = transformers.AutoModelForImageTextToText
    TOWERS[name] = {"vision": runner}
    COMPONENTS[name] = [(connector, "other"), *SHARED_IMAGE]
PREPARE |= {"idefics2": without_mask, "aria": lambda model: without_mask(model.model.vision_tower)}

BERT = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 300}
GIT = BERT | {"vision_config": IMAGE}
CASES["git"] = [{}, *(GIT | extra for extra in ({}, TIED, {"num_image_with_embedding": 3}, {"vision_config": IMAGE | {"hidden_size": 60, "image_size": 40}}, {"max_position_embeddings": 64}))]
COMPONENTS["git"] = [(r"visual_projection|img_temporal", "other"), (r"^output$", "head"), *SHARED_IMAGE]
TOWERS["git"] = {"vision": lambda model, config: lambda: model.git.visual_projection(model.git.image_encoder(pixels(config)).last_hidden_state)}

OPT = {"model_type": "opt", "hidden_size": 48, "ffn_dim": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 300, "word_embed_proj_dim": 48, "max_position_embeddings": 64}
QUERY = {"hidden_size": 36, "intermediate_size": 70, "num_hidden_layers": 3, "num_attention_heads": 4}
BLIP = {"text_config": OPT, "vision_config": IMAGE, "qformer_config": QUERY, "num_query_tokens": 5, "image_token_index": 7}
CASES["blip-2"] = [{}, BLIP, BLIP | {"text_config": OPT | UNTIED}, BLIP | {"qformer_config": QUERY | {"cross_attention_frequency": 1}, "vision_config": IMAGE | {"qkv_bias": False}},
                   BLIP | {"qformer_config": QUERY | {"use_qformer_text_input": True, "cross_attention_frequency": 3}, "vision_config": IMAGE | {"image_size": 40}}, BLIP | {"text_config": OPT | {"word_embed_proj_dim": 20}},
                   BLIP | {"text_config": {"model_type": "t5", "d_model": 48, "d_kv": 12, "d_ff": 100, "num_layers": 2, "num_heads": 4, "vocab_size": 300}}]
BLIP_T5 = CASES["blip-2"][-1]["text_config"]
AUTO_CLASSES["blip-2"] = transformers.AutoModelForImageTextToText
COMPONENTS["blip-2"] = [(r"qformer|query_tokens|language_projection", "other"), *USUAL, *SHARED_IMAGE]


def as_language_model(model):
    """A pass over text: the owner's own would run the image tower, too."""
    model.forward = model.language_model.forward


def asked(model, config):
    def run():
        states = model.vision_model(channels(config)).last_hidden_state
        queries = model.query_tokens
        model.language_projection(model.qformer(query_embeds=queries, encoder_hidden_states=states, query_length=queries.shape[1]).last_hidden_state)
    return run


def channels(config):
    return torch.zeros((1, 3, config.vision_config.image_size, config.vision_config.image_size), device="meta")


TOWERS["blip-2"] = {"vision": asked}
PREPARE["blip-2"] = as_language_model


def read_by_all(config, batch, sequence):
    """A language model of encoder and decoder reads two texts."""
    return (two_texts if config.text_config.is_encoder_decoder else text)(config, batch, sequence)


INPUTS["blip-2"] = read_by_all
