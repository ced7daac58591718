"""Models of several towers. A pass is one over text alone; the towers are counted apart, for one image."""
import torch
import transformers

# The image that stands for all where a tower takes any size: so many patches along each side.
SIDE = 32

SMALL_TEXT = {"hidden_size": 96, "intermediate_size": 200, "num_hidden_layers": 3, "num_attention_heads": 6,
              "num_key_value_heads": 2, "vocab_size": 500, "pad_token_id": 0}
SECTIONS = {"rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [2, 3, 3]}}
QWEN_TEXT = SMALL_TEXT | SECTIONS
# The default's sections of rotary positions are those of half a head: it runs only with this beside it.
HALF_ROTARY = {"rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "partial_rotary_factor": 0.5}}
WIDE_SECTIONS = {"rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [4, 6, 6]}}
QWEN3_TEXT = QWEN_TEXT | {"head_dim": 16}
QWEN3_EXPERTS = QWEN3_TEXT | {"num_experts": 6, "num_experts_per_tok": 2, "moe_intermediate_size": 48}
QWEN2_TOWER = {"depth": 3, "embed_dim": 64, "num_heads": 4, "hidden_size": 96}
TOWER = {"depth": 3, "hidden_size": 64, "num_heads": 4, "intermediate_size": 90, "out_hidden_size": 96}
WINDOWS = TOWER | {"fullatt_block_indexes": [1]}
DEEPSTACK = TOWER | {"deepstack_visual_indexes": [0, 2], "num_position_embeddings": 36}
GLM_TOWER = TOWER | {"image_size": 42}


def alone(base, *variants):
    return [{}, base] + [base | variant for variant in variants]


def nested(text, vision, *variants):
    """The default, then small towers; each variant is laid over the text, the vision and the owner's config."""
    cases = [{}]
    for over_text, over_vision, own in ({}, {}, {}), *variants:
        cases.append({"text_config": text | over_text, "vision_config": vision | over_vision} | own)
    return cases


TIED = {"tie_word_embeddings": True}
CASES = {
    "qwen2_vl_text": alone(QWEN_TEXT, {"num_key_value_heads": 6}, {"use_sliding_window": True, "max_window_layers": 1}, {"num_hidden_layers": 1}),
    "qwen2_5_vl_text": alone(QWEN_TEXT, {"num_key_value_heads": 6}, {"use_sliding_window": True, "max_window_layers": 1}, {"num_hidden_layers": 1}),
    "qwen3_vl_text": alone(QWEN3_TEXT, {"attention_bias": True}, {"head_dim": 32}, {"num_key_value_heads": 6}),
    "qwen3_vl_moe_text": alone(QWEN3_EXPERTS, {"attention_bias": True}, {"decoder_sparse_step": 2}, {"mlp_only_layers": [1]}, {"num_experts": 4}),
    "glm4v_text": [HALF_ROTARY] + alone(QWEN_TEXT, {"num_key_value_heads": 6}, {"num_hidden_layers": 1}, {"intermediate_size": 90})[1:],
    "glm_ocr_text": alone(QWEN_TEXT | {"head_dim": 16}, {"head_dim": 32} | WIDE_SECTIONS, {"num_key_value_heads": 6}, {"num_hidden_layers": 1}),
    "qwen2_vl_vision": alone(QWEN2_TOWER, {"mlp_ratio": 2}, {"spatial_merge_size": 3}, {"temporal_patch_size": 1, "in_channels": 1}, {"hidden_size": 50}),
    "qwen2_5_vl_vision": alone(WINDOWS, {"window_size": 140}, {"spatial_merge_size": 3, "window_size": 126}, {"fullatt_block_indexes": []}, {"window_size": 1000}),
    "qwen3_vl_vision": alone(DEEPSTACK, {"deepstack_visual_indexes": []}, {"spatial_merge_size": 3}, {"num_position_embeddings": 64}, {"temporal_patch_size": 1}),
    "qwen3_vl_moe_vision": alone(DEEPSTACK, {"deepstack_visual_indexes": [1]}, {"spatial_merge_size": 1}, {"patch_size": 8}),
    "glm4v_vision": alone(GLM_TOWER, {"attention_bias": True}, {"spatial_merge_size": 4}, {"image_size": 56}),
    "glm_ocr_vision": alone(GLM_TOWER, {"attention_bias": False}, {"spatial_merge_size": 4}, {"in_channels": 1}),
    "qwen2_vl": nested(QWEN_TEXT, QWEN2_TOWER, ({}, {}, TIED), (TIED, {}, {}), ({"num_key_value_heads": 6}, {"mlp_ratio": 2}, {})) + [
        QWEN_TEXT | {"vision_config": QWEN2_TOWER}],
    "qwen2_5_vl": nested(QWEN_TEXT, WINDOWS, ({}, {}, TIED), (TIED, {}, {}), ({"num_key_value_heads": 6}, {"window_size": 140}, {})) + [
        QWEN_TEXT | {"vision_config": WINDOWS}],
    "qwen3_vl": nested(QWEN3_TEXT, DEEPSTACK, ({}, {}, TIED), (TIED, {}, {}), ({"attention_bias": True}, {"deepstack_visual_indexes": [1]}, {})),
    "qwen3_vl_moe": nested(QWEN3_EXPERTS, DEEPSTACK, ({}, {}, TIED), (TIED, {}, {}), ({"decoder_sparse_step": 2}, {"depth": 4}, {})),
    "glm4v": [{"text_config": HALF_ROTARY}] + nested(QWEN_TEXT, GLM_TOWER, ({}, {}, TIED), (TIED, {}, {}),
                                                     ({"num_key_value_heads": 6}, {"attention_bias": True}, {}))[1:],
    "glm_ocr": nested(QWEN_TEXT | {"head_dim": 16}, GLM_TOWER, ({}, {}, TIED), (TIED, {}, {}), ({"num_key_value_heads": 6}, {"attention_bias": False}, {})),
}
GLM_EXPERTS = SMALL_TEXT | {"rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "partial_rotary_factor": 0.5, "mrope_section": [1, 1, 2]},
                            "head_dim": 16, "n_routed_experts": 6, "num_experts_per_tok": 2, "moe_intermediate_size": 48, "n_group": 1, "topk_group": 1}
KIMI_TOWER = {"hidden_size": 64, "intermediate_size": 90, "num_hidden_layers": 3, "num_attention_heads": 4, "pos_emb_height": 6, "pos_emb_width": 6}
MLA = SMALL_TEXT | {"num_key_value_heads": 6, "kv_lora_rank": 20, "q_lora_rank": 24, "qk_rope_head_dim": 8, "qk_nope_head_dim": 12, "v_head_dim": 10,
                    "n_routed_experts": 8, "num_experts_per_tok": 2, "moe_intermediate_size": 40, "n_group": 1, "topk_group": 1, "first_k_dense_replace": 1}
CASES |= {
    "glm4v_moe_text": alone(GLM_EXPERTS, {"attention_bias": True}, {"first_k_dense_replace": 2}, {"n_shared_experts": 2}, {"num_key_value_heads": 6}),
    "glm4v_moe_vision": CASES["glm4v_vision"],
    "glm4v_moe": nested(GLM_EXPERTS, GLM_TOWER, ({}, {}, TIED), (TIED, {}, {}), ({"n_shared_experts": 2}, {"attention_bias": True}, {})),
    "glm46v": CASES["glm4v"],
    "glmga": CASES["glm4v"],
    "kimi_k25_vision": alone(KIMI_TOWER, {"merge_kernel_size": [4, 2]}, {"patch_size": 8}, {"num_attention_heads": 2}, {"pos_emb_width": 5}),
    "kimi_k25": nested(MLA, KIMI_TOWER | {"hidden_size": 60, "num_attention_heads": 5}, ({}, {}, {"tie_word_embeddings": False}),
                       ({"model_type": "kimi_k2"}, {}, {}), ({"first_k_dense_replace": 2}, {"merge_kernel_size": [4, 2]}, {})),
}
MERGED = {k: v for k, v in DEEPSTACK.items() if k != "deepstack_visual_indexes"}
CASES |= dict.fromkeys(("qwen3_5_vision", "qwen3_5_moe_vision", "qwen4_exp_vision"), alone(MERGED, {"spatial_merge_size": 3}, {"num_position_embeddings": 64}, {"temporal_patch_size": 1}))
# The default's sections of rotary positions are not those of its heads: it runs only with these.
ODD_SECTIONS = {"rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "partial_rotary_factor": 0.5, "mrope_section": [3, 4, 4]}}
CASES["glm4v_moe_text"][0] = ODD_SECTIONS
CASES["glm4v_moe"][0] = {"text_config": ODD_SECTIONS}
for case in CASES["kimi_k25"][1:]:
    case["projection_hidden_size"] = 60
PARTS = [name for name in CASES if name.endswith(("_text", "_vision"))]
DYNAMIC = [name for name in CASES if name.endswith("_vision")]
DYNAMIC_OWNERS = ["qwen2_vl", "qwen2_5_vl", "qwen3_vl", "qwen3_vl_moe", "glm4v", "glm_ocr", "glm4v_moe", "glm46v", "glmga"]
AUTO_CLASSES = dict.fromkeys(PARTS, transformers.AutoModel) | dict.fromkeys(
    [name for name in CASES if name not in PARTS], transformers.AutoModelForImageTextToText)


def patches(config, images):
    """Patches of square images of any size. What the library derives from the grid's values is given, for meta tensors have none."""
    merge = config.spatial_merge_size
    side = -(-SIDE // merge) * merge
    count = images * side * side
    pixels = config.in_channels * config.temporal_patch_size * config.patch_size**2
    inputs = {"hidden_states": torch.zeros((count, pixels), device="meta"), "grid_thw": torch.tensor([[1, side, side]] * images),
              "position_ids": torch.zeros((count, 2), dtype=torch.long, device="meta")}
    if hasattr(config, "num_position_embeddings"):
        inputs |= {"interp_indices": torch.zeros((count, 4), dtype=torch.long, device="meta"),
                   "interp_weights": torch.zeros((count, 4), device="meta")}
    return inputs


def text(config, batch, sequence):
    tokens = torch.zeros((batch, sequence), dtype=torch.long, device="meta")
    positions = torch.arange(sequence, device="meta").expand(3, batch, -1)
    return {"input_ids": tokens, "attention_mask": torch.ones_like(tokens), "position_ids": positions}


INPUTS = dict.fromkeys(DYNAMIC, lambda config, batch, sequence: patches(config, batch)) | dict.fromkeys(
    [name for name in CASES if name not in DYNAMIC], text)


def dynamic_tower(model, config):
    return lambda: model.model.visual(**patches(config.vision_config, 1))


def kimi_patches(config, images):
    (high, wide), patch = config.merge_kernel_size, config.patch_size
    rows, columns = -(-SIDE // high) * high, -(-SIDE // wide) * wide
    count = images * rows * columns
    return {"pixel_values": torch.zeros((count, 3, patch, patch), device="meta"), "grid_thw": torch.tensor([[1, rows, columns]] * images),
            "position_ids": torch.zeros((count, 2), dtype=torch.long, device="meta")}


def kimi_tower(model, config):
    def run():
        model.model.mm_projector(model.model.vision_tower(**kimi_patches(config.vision_config, 1)).pooler_output)
    return run


def all_outputs(model):
    """Mergers of chosen layers are trained too: their outputs are added to the one that the sum of outputs looks at."""
    forward = model.forward

    def with_every_merger(*arguments, **named):
        output = forward(*arguments, **named)
        output.pooler_output = output.pooler_output + sum(output.deepstack_features or [])
        return output

    model.forward = with_every_merger


def without_interpolation(model):
    """The table of positions is resampled to the image by values that meta tensors don't have; there are no products in it."""
    for module in model.modules():
        if type(module).__name__.endswith(("VisionEmbeddings", "VisionPositionEmbeddings")):
            module.forward = lambda embeddings, *rest, **named: embeddings


def with_merge_on_meta(model):
    """The places where frames are merged come from the grid, whose data is real; they weigh and add, and multiply no matrices."""
    without_interpolation(model)
    module = transformers.models.kimi_k25.modeling_kimi_k25
    index = module.get_vision_temporal_merge_index

    def on_meta(*arguments, **named):
        places, weights, count = index(*arguments, **named)
        return places.to("meta"), weights.to("meta"), count

    module.get_vision_temporal_merge_index = on_meta


class Qwen2Tower:
    """A tower that has no class of its own among the automatic ones."""
    from_config = transformers.models.qwen2_vl.modeling_qwen2_vl.Qwen2VisionTransformerPretrainedModel._from_config


AUTO_CLASSES["qwen2_vl_vision"] = Qwen2Tower
del INPUTS["kimi_k25"]  # one position a token, not three
INPUTS["kimi_k25_vision"] = lambda config, batch, sequence: kimi_patches(config, batch)
TOWERS = dict.fromkeys(DYNAMIC_OWNERS, {"vision": dynamic_tower}) | {"kimi_k25": {"vision": kimi_tower}}
PREPARE = dict.fromkeys(("qwen3_vl_vision", "qwen3_vl_moe_vision"), all_outputs) | dict.fromkeys(
    ("glm4v_vision", "glm4v", "glm4v_moe_vision", "glm4v_moe", "glm46v", "glmga"), without_interpolation) | dict.fromkeys(
    ("kimi_k25_vision", "kimi_k25"), with_merge_on_meta)
MERGER = [(r"(merger|downsample|mm_projector)", "other"), (r"(pos_emb|embeddings\.position)", "position"),
          (r"patch_embed", "convolution"), (r"qkv$", "attention.projections")]
COMPONENTS = dict.fromkeys([*DYNAMIC, *DYNAMIC_OWNERS, "kimi_k25"], MERGER)
