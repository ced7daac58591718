"""Language models with an image tower of a fixed size and a projector. A pass is one over text alone; the tower is counted apart."""
import torch
import transformers

from cases.vision import model_class, without_mask

TEXT = {"hidden_size": 96, "intermediate_size": 200, "num_hidden_layers": 3, "num_attention_heads": 6,
        "num_key_value_heads": 2, "vocab_size": 500, "pad_token_id": 0}
IMAGE = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 3, "num_attention_heads": 4, "image_size": 32, "patch_size": 8}
CLIP = IMAGE | {"model_type": "clip_vision_model"}
SIGLIP = IMAGE | {"model_type": "siglip_vision_model", "vision_use_head": False}
TIED = {"tie_word_embeddings": True}
UNTIED = {"tie_word_embeddings": False}


def nested(text, vision, *variants):
    """The default, then small towers; each variant is laid over the text, the vision and the owner's config."""
    cases = [{}]
    for over_text, over_vision, own in ({}, {}, {}), *variants:
        cases.append({"text_config": text | over_text, "vision_config": vision | over_vision} | own)
    return cases


LLAMA, QWEN = TEXT | {"model_type": "llama"}, TEXT | {"model_type": "qwen2"}
SWITCHES = [({}, {}, TIED), (TIED, {}, {}), ({}, {}, {"multimodal_projector_bias": False}), ({}, {}, {"vision_feature_layer": [-2, 1]}),
            ({}, {}, {"vision_feature_select_strategy": "full"})]
GEMMA = TEXT | {"model_type": "gemma", "head_dim": 16}
GEMMA3 = TEXT | {"model_type": "gemma3_text", "head_dim": 16}
COHERE = TEXT | {"model_type": "cohere2"}
TOKENS = {"image_token_id": 3, "pad_token_id": 0}
PIXTRAL = IMAGE | {"model_type": "pixtral"}
INTERN = {k: v for k, v in IMAGE.items()} | {"image_size": [32, 32], "patch_size": [8, 8]}
FLAT = {k: v for k, v in IMAGE.items() if k != "image_size"} | {"model_type": "siglip2_vision_model", "num_patches": 16, "vision_use_head": False}

CASES = {
    "llava": nested(LLAMA, CLIP, *SWITCHES, ({"model_type": "mistral"}, {}, {}), (TEXT | {"model_type": "gemma", "head_dim": 16}, SIGLIP, {"vision_feature_select_strategy": "full"})),
    "llava_next": nested(LLAMA, CLIP, *SWITCHES, ({"model_type": "mistral"}, {}, {})),
    "llava_next_video": nested(LLAMA, CLIP, *SWITCHES),
    "llava_onevision": nested(QWEN, SIGLIP, ({}, {}, TIED), (TIED, {}, {}), ({}, {}, {"multimodal_projector_bias": False}), ({}, {"vision_use_head": True}, {})),
    "vipllava": nested(LLAMA, CLIP, ({}, {}, TIED), (TIED, {}, {}), ({}, {}, {"vision_feature_layer": -2}), ({}, {}, {"vision_feature_layer": [0, 1]})),
    "paligemma": nested(GEMMA, SIGLIP | {"projection_dim": 96}, ({}, {}, UNTIED), ({"model_type": "gemma2"}, {}, {}), ({}, {"image_size": 40}, {}),
                        ({"num_key_value_heads": 1}, {"vision_use_head": True}, {})),
    "aya_vision": nested(COHERE, SIGLIP, ({}, {}, UNTIED), ({}, {}, {"downsample_factor": 4}), ({}, {}, {"alignment_intermediate_size": 50}), ({}, {"image_size": 64}, {}))[1:],
    "cohere2_vision": nested(COHERE, SIGLIP, ({}, {}, UNTIED), ({}, {}, {"downsample_factor": 4}), ({}, {}, {"alignment_intermediate_size": 50}), ({}, {"image_size": 64}, {})),
    "idefics3": nested(LLAMA, IMAGE, ({}, {}, TIED | TOKENS), ({}, {}, {"scale_factor": 4}), ({"num_key_value_heads": 6}, {"image_size": 64}, {}), (TIED, {}, {})),
    "smolvlm": nested(LLAMA, IMAGE, ({}, {}, TIED), ({}, {}, {"scale_factor": 4}), ({"num_key_value_heads": 6}, {"image_size": 64}, {}), (TIED, {}, {})),
    "mistral3": nested(TEXT | {"model_type": "mistral"}, PIXTRAL, ({}, {}, UNTIED), ({}, {}, {"multimodal_projector_bias": True}), ({}, {}, {"spatial_merge_size": 4}),
                       ({"num_key_value_heads": 6}, {"image_size": 64}, {})),
    "internvl": nested(QWEN, INTERN, ({}, {}, UNTIED), ({}, {}, {"downsample_ratio": 0.25}), ({}, {"use_qk_norm": True}, {}), ({"model_type": "llama"}, {"image_size": [64, 64]}, {})),
}
CASES["gemma3"] = nested(GEMMA3, SIGLIP, ({}, {}, {"mm_tokens_per_image": 9} | UNTIED), ({}, {"image_size": 48}, {"mm_tokens_per_image": 16}),
                         ({"attention_bias": True}, {"vision_use_head": True}, {}), ({}, {}, {"mm_tokens_per_image": 1}))
CASES["gemma3"] = [case if not case or "mm_tokens_per_image" in case else case | {"mm_tokens_per_image": 4} for case in CASES["gemma3"]]
CASES["lighton_ocr"] = nested(TEXT | {"model_type": "qwen3", "head_dim": 16}, PIXTRAL, ({}, {}, UNTIED), ({}, {}, {"multimodal_projector_bias": True}),
                              ({}, {}, {"spatial_merge_size": 4}), ({"model_type": "mistral"}, {"image_size": 64}, {}))
CASES["shieldgemma2"] = CASES["gemma3"]
CROSSING = TEXT | {"cross_attention_layers": [1]}
TILES = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_global_layers": 1, "attention_heads": 4,
         "image_size": 32, "patch_size": 8, "intermediate_layers_indices": [0, 1], "vision_output_dim": 144}
CASES["mllama_text_model"] = [{}, CROSSING, *(CROSSING | extra for extra in (
    {"cross_attention_layers": [0, 2]}, {"cross_attention_layers": []}, {"num_key_value_heads": 6}, TIED))]
# The layers that look at the image work on the text's positions: no count of the tower alone holds them.
CASES["mllama"] = nested(CROSSING, TILES, ({"cross_attention_layers": [0, 2]}, {}, {}), ({"num_key_value_heads": 6}, {"image_size": 48}, TIED),
                         ({}, {"max_num_tiles": 2, "supported_aspect_ratios": [[1, 1], [1, 2], [2, 1]]}, {}))
FOLDED = IMAGE | {"intermediate_size": 192, "projector_input_dim": 40, "projector_output_dim": 40, "vision_output_dim": 40}
EXPERTS = TEXT | {"head_dim": 16, "num_local_experts": 4, "intermediate_size_mlp": 90}
CASES["llama4"] = nested(EXPERTS, FOLDED, (TIED, {}, {}), ({}, {"image_size": 64}, TIED), ({"interleave_moe_layer_step": 2}, {}, {}),
                         ({"num_experts_per_tok": 2}, {"pixel_shuffle_ratio": 0.25, "intermediate_size": 768}, {}))
# The default's widths do not fit one another: these are those of the published models.
CASES["llama4"][0] = {"vision_config": {"hidden_size": 1408, "vision_output_dim": 4096}}
CASES["deepseek_vl"] = nested(LLAMA, SIGLIP, ({}, {}, UNTIED), (TIED, {}, UNTIED), ({}, {"vision_use_head": True}, {}), ({"model_type": "mistral"}, {"image_size": 40}, {}))
CASES["video_llava"] = nested(LLAMA, CLIP, *SWITCHES)
AUTO_CLASSES = dict.fromkeys(CASES, transformers.AutoModelForImageTextToText)
TOWER = r"(vision_tower|vision_model|vision_encoder|image_tower|video_tower)"
COMPONENTS = dict.fromkeys(CASES, [(r"(multi_modal_projector|vision_projection|aligner|connector|image_newline)", "other"),
                                   (rf"{TOWER}.*(patch_embed|patch_conv)", "convolution"),
                                   (rf"{TOWER}.*(layer_?scale|lambda_?[12]$)", "residual"), (rf"{TOWER}.*(norm|layrnorm)", "norm"),
                                   (rf"{TOWER}\.head", "head"), (r"class_embedding", "embedding")])


def pixels(config):
    size = config.vision_config.image_size
    height, width = size if isinstance(size, (list, tuple)) else (size, size)
    return torch.zeros((1, config.vision_config.num_channels, height, width), device="meta")


def tile(model, config):
    """One tile: a larger image is cut into several."""
    def run():
        tower = getattr(model.model, "vision_tower", None) or model.model.image_tower
        features = tower(pixels(config)).last_hidden_state
        if getattr(config, "vision_feature_select_strategy", "default" if "clip" in config.vision_config.model_type else "full") == "default":
            features = features[:, 1:]
        layers = getattr(config, "vision_feature_layer", -1)
        model.model.multi_modal_projector(torch.cat([features] * (1 if isinstance(layers, int) else len(layers)), dim=-1))
    return run


def pooled(model, config):
    """None where the image has fewer patches than it is to be pooled to, as the library's default has."""
    vision = config.vision_config
    return tile(model, config) if (vision.image_size // vision.patch_size) ** 2 >= config.mm_tokens_per_image else None


def connected(model, config):
    """None where the patches of a side do not come out even, as in the library's default."""
    vision = config.vision_config
    if vision.image_size // vision.patch_size % config.scale_factor:
        return None
    return lambda: model.model.connector(model.model.vision_model(pixels(config)).last_hidden_state)


def sized(model, config):
    size = config.vision_config.image_size
    sizes = [(size, size)]

    def run():
        tower = getattr(model.model, "vision_tower", None) or model.model.vision_encoder
        features = tower(pixels(config), image_sizes=torch.tensor(sizes)).last_hidden_state
        project = getattr(model.model, "multi_modal_projector", None) or model.model.vision_projection
        project(features.squeeze(0), sizes)
    return run


def whole(model, config):
    return lambda: model.get_image_features(pixels(config))


def aligned(model, config):
    return lambda: model.model.aligner(model.model.vision_model(pixels(config)).last_hidden_state)


def folded(model, config):
    return lambda: model.multi_modal_projector(model.vision_model(pixels(config)).last_hidden_state)


TOWERS = dict.fromkeys(CASES, {"vision": tile}) | dict.fromkeys(("idefics3", "smolvlm"), {"vision": connected}) | {
    "mistral3": {"vision": sized}, "lighton_ocr": {"vision": sized}, "internvl": {"vision": whole}} | dict.fromkeys(("gemma3", "shieldgemma2"), {"vision": pooled}) | {
    "deepseek_vl": {"vision": aligned}, "mllama": {}, "mllama_text_model": {}, "llama4": {"vision": folded}}
AUTO_CLASSES["mllama_text_model"] = model_class("mllama", "MllamaForCausalLM")
COMPONENTS["llama4"] = [(r"vision_adapter", "other"), (r"patch_embedding\.linear", "embedding"), (r"positional_embedding", "position"), *COMPONENTS["llama4"]]
COMPONENTS["mllama_text_model"] = [(r"cross_attn_.*gate", "residual"), (r"norm", "norm"), (r"cross_attn\.\w+$", "crossAttention.projections")]
COMPONENTS["mllama"] = [(r"gate_(attn|ffn)", "residual"), *COMPONENTS["mllama_text_model"], (r"vision_model.*(positional_embedding)", "position"), *COMPONENTS["mllama"]]


def with_no_images(model):
    # Llama4ForConditionalGeneration of 5.24.0 asks the text model's output for the images', which that has not.
    transformers.modeling_outputs.MoeCausalLMOutputWithPast.image_outputs = None


PREPARE = dict.fromkeys(("idefics3", "smolvlm"), without_mask) | {"llama4": with_no_images}
