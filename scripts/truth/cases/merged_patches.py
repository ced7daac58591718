"""Models of text and images of any size whose patches are merged in the tower itself. A pass is one over text alone."""
import torch
import transformers

from cases.indexed import INDEX, INDEXED, MINIMAX, STREAMS, unmasked
from cases.image_text import TEXT
from cases.loops import LOOP
from cases.multimodal import SECTIONS, SIDE, TIED, nested, text
from cases.words_recent import COMPONENTS as WORDS, INKLING2

UNTIED = {"tie_word_embeddings": False}
EYE = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 3, "num_attention_heads": 4, "patch_size": 8}
PAGE = EYE | {"max_image_size": 80}
PAGE_WORDS = {key: value for key, value in TEXT.items() if key != "model_type"} | {"head_dim": 16} | SECTIONS
STREAM_WORDS = INDEXED | {"rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [1, 1, 2]}}
AXIAL = EYE | {"projection_hidden_dim": 70, "text_hidden_size": 96, "posemb_grid_size": 5}

CASES = {
    # The default has no width of a head and no sections of rotary positions: it runs only with these.
    "hunyuan_vl": [{"text_config": {"head_dim": 128, "rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [16, 24, 24]}}}] + nested(
        PAGE_WORDS, PAGE, ({}, {}, UNTIED), (UNTIED, {}, UNTIED), (UNTIED, {}, {}), ({"attention_bias": True}, {"num_channels": 1}, {}), ({"num_key_value_heads": 6}, {"spatial_merge_size": 4}, {}),
        ({"head_dim": 32} | {"rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [4, 6, 6]}}, {"max_image_size": 100}, {}))[1:] + [
        PAGE_WORDS | {"vision_config": PAGE}],
    "hy_v4_vl": [{"text_config": {"num_hidden_layers": 5}}] + nested(
        STREAM_WORDS, PAGE | {"out_hidden_size": 96}, ({}, {}, TIED), (TIED, {}, {}), ({"hc_mult": 3}, {"spatial_merge_size": 4}, {}), ({"attention_bias": True}, {"max_image_size": 100}, {}),
        ({"n_shared_experts": 2}, {"out_hidden_size": 50}, {}))[1:],
    "minimax_m3_vl": [{"text_config": {"num_hidden_layers": 2}}] + nested(
        MINIMAX, EYE, ({}, {}, {}), (TIED, {}, {}), ({}, {}, TIED), ({"layer_types": ["full_attention", "minimax_m3_sparse"] * 2}, {"spatial_merge_size": 4}, {}),
        ({"moe_layer_freq": [0, 1, 1, 0]}, {"temporal_patch_size": 1, "num_channels": 1}, {"projector_hidden_size": 50}))[1:],
    "inkling2": [{"text_config": {"num_hidden_layers": 2}}] + nested(
        INKLING2, AXIAL, ({}, {"projector_bias": True}, {}), ({}, {"mlp_ratio": 3.0, "intermediate_size": None}, {}), ({"unpadded_vocab_size": 470}, {"spatial_merge_size": 4}, TIED), ({}, {"posemb_grid_size": 9, "num_channels": 1}, {}))[1:],
    "inkling2_loop": [{}] + nested(
        LOOP, AXIAL, ({"loop_num_passes": 1}, {"projector_bias": True}, {}), ({"loop_layer_index_end": 8}, {"patch_size": 5}, {}), ({}, {"spatial_merge_size": 3}, {}), ({}, {"num_attention_heads": 2}, {}))[1:],
}
ERNIE = {key: value for key, value in TEXT.items() if key != "model_type"} | {"moe_num_experts": 6, "moe_k": 2, "moe_intermediate_size": [40, 30], "rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [3, 3, 2]}}
ERNIE_EYE = {"depth": 3, "hidden_size": 64, "num_heads": 4, "intermediate_size": 90}
SWITCHES = ({"use_bias": True}, {"moe_num_shared_experts": 0}, {"mlp_layer_types": ["sparse", "dense", "sparse"]}, {"moe_intermediate_size": None, "num_key_value_heads": 6})
CASES["ernie4_5_vl_moe_text"] = [{}, ERNIE] + [ERNIE | switch for switch in SWITCHES]
CASES["ernie4_5_vl_moe"] = nested(ERNIE, ERNIE_EYE, ({}, {}, UNTIED), (UNTIED, {}, {}), (SWITCHES[0], {"in_channels": 1}, {}), (SWITCHES[1], {"spatial_merge_size": 4}, {}), (SWITCHES[2], {"patch_size": 8}, {}))
AUTO_CLASSES = dict.fromkeys(CASES, transformers.AutoModelForImageTextToText)


class ErnieWords:
    """A part that has no class of its own among the automatic ones."""
    from_config = transformers.models.ernie4_5_vl_moe.modeling_ernie4_5_vl_moe.Ernie4_5_VLMoeTextModel._from_config


AUTO_CLASSES["ernie4_5_vl_moe_text"] = ErnieWords
INPUTS = dict.fromkeys(("inkling2", "inkling2_loop"), unmasked("full_attention", "sliding_attention", "linear_attention"))
INPUTS |= dict.fromkeys(("ernie4_5_vl_moe_text", "ernie4_5_vl_moe"), text)
TOWER = [(r"resampler", "other"), (r"moe_statics", "router"), (r"attn\.(qkv|proj)$", "attention.projections"), (r"multi_modal_projector|merger", "other"), (r"vision_tower.*position_embedding", "position"), (r"vision_tower.*(class_embedding)", "embedding"),
         (r"vision_tower.*(patch_embedding|embeddings\.proj|patch_embed)", "convolution"), (r"vision_tower.*(norm|\.ln$)", "norm"), (r"vision_tower.*lambda_\d", "residual")]
COMPONENTS = {
    **dict.fromkeys(("hunyuan_vl", "ernie4_5_vl_moe", "ernie4_5_vl_moe_text"), TOWER),
    "hy_v4_vl": [*TOWER, *STREAMS, *INDEX],
    "minimax_m3_vl": [*TOWER, *INDEX],
    "inkling2": [*TOWER, *WORDS["inkling2_text"]],
    "inkling2_loop": [*TOWER, (r"sconv|_convolution", "convolution"), (r"\.gate(\.|$)", "router"), (r"(attention|mlp|final|message)_input|message_gate", "residual")],
}


def merging_tower(model, config):
    """What the library derives from the grid's values is given, for meta tensors have none."""
    vision = config.vision_config
    merge = vision.spatial_merge_size
    side = -(-SIDE // merge) * merge
    count = side * side
    tower = model.model.vision_tower
    grid = torch.tensor([[1, side, side]])
    if vision.model_type == "inkling2_vision":
        pixels = torch.zeros((count // merge**2, merge * vision.patch_size, merge * vision.patch_size, vision.num_channels), device="meta")
        return lambda: tower(pixel_values=pixels, image_grid_thw=grid // torch.tensor([1, merge, merge]))
    if vision.model_type == "ernie4_5_vl_moe_vision":
        pixels = torch.zeros((count, vision.in_channels * vision.patch_size**2), device="meta")
        positions = torch.zeros((count, 2), dtype=torch.long, device="meta")
        return lambda: model.model.resampler_model(tower(pixels, grid_thw=grid, position_ids=positions).last_hidden_state, grid)
    pixels = torch.zeros((count, vision.num_channels * getattr(vision, "temporal_patch_size", 1) * vision.patch_size**2), device="meta")
    if vision.model_type != "minimax_m3_vl_vision":
        return lambda: tower(pixels, grid_thw=grid)

    def run():
        positions = torch.zeros((count, 3), dtype=torch.long, device="meta")
        model.model.multi_modal_projector(tower(pixels, grid_thw=grid, position_ids=positions).last_hidden_state.squeeze(0))
    return run


TOWERS = dict.fromkeys([name for name in CASES if not name.endswith("_text")], {"vision": merging_tower})
