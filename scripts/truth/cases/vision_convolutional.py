"""Networks of convolutions, and of convolutions beside attention: their cases; inputs and usual names are those of vision.py."""
import torch
import transformers

from cases.vision import USUAL, image, varied

LABELS = {"id2label": {"0": "a", "1": "b", "2": "c"}}
RESNET_D = {"embedding_size": 16, "hidden_sizes": [24, 32, 64], "depths": [1, 2, 3]}
BIT = {"embedding_size": 16, "hidden_sizes": [32, 64, 128], "depths": [1, 2, 1], "num_groups": 8}
HGNET = {"stem_channels": [3, 8, 12], "hidden_sizes": [24, 40], "depths": [1, 2], "stage_in_channels": [12, 24], "stage_mid_channels": [10, 14],
         "stage_out_channels": [24, 40], "stage_num_blocks": [1, 2], "stage_downsample": [False, True], "stage_downsample_strides": [2, 2],
         "stage_light_block": [False, True], "stage_kernel_size": [3, 5], "stage_numb_of_layers": [2, 3]}
FIVE = [[[3, 8, 16, 1, False]], [[3, 16, 24, 2, True]], [[5, 24, 24, 1, True]], [[3, 24, 32, 2, False]], [[5, 32, 32, 1, False], [3, 32, 48, 2, True]]]
FOUR = [[[3, 12, 12, 1, True]], [[5, 12, 24, [2, 1], False]], [[3, 24, 24, 1, False], [4, 24, 32, 2, True]], [[3, 32, 32, 1, True]]]
LCNET = {"block_configs": FIVE, "stem_channels": 8, "divisor": 4}
LCNET_4 = {"block_configs": FOUR, "stem_channels": [3, 8, 12]}
TEXTNET = {"image_size": [64, 96], "stem_out_channels": 8, "hidden_sizes": [8, 8, 12, 16, 24]}
KERNELS = {"conv_layer_kernel_sizes": [[[3, 3]], [[5, 1], [1, 1]], [[1, 3]], [[3, 5]]], "conv_layer_strides": [[1], [2, 1], [2], [1]]}
UVDOC = {"resnet_head": [[3, 8], [8, 8]], "resnet_configs": [[[8, 8, 1, False]], [[8, 12, 1, True], [12, 12, 3, False]]],
         "stage_configs": [[[12, 1]], [[12, 8], [12, 3]]]}
MOBILE = {"image_size": 64, "base_attn_unit_dims": [16, 24, 32], "width_multiplier": 0.5}
CVT = {"patch_sizes": [7, 3], "patch_stride": [4, 2], "patch_padding": [2, 1], "embed_dim": [16, 32], "num_heads": [1, 4], "depth": [1, 2], "mlp_ratio": [4.0, 2.5],
       "drop_rate": [0.0, 0.0], "attention_drop_rate": [0.0, 0.0], "drop_path_rate": [0.0, 0.1], "qkv_bias": [True, True], "cls_token": [False, True], "qkv_projection_method": ["dw_bn", "dw_bn"],
       "kernel_qkv": [3, 3], "padding_kv": [1, 1], "stride_kv": [2, 2], "padding_q": [1, 1], "stride_q": [1, 1]}
FOCAL = {"image_size": 64, "embed_dim": 16, "depths": [1, 2, 1], "focal_levels": [2, 1, 3], "focal_windows": [3, 5, 3]}
SWIFT = {"depths": [1, 2, 1], "embed_dims": [16, 24, 40], "downsamples": [True, True, True], "image_size": 64}

CASES = {
    "rt_detr_resnet": varied(RESNET_D, {"layer_type": "basic", "embedding_size": 24}, {"layer_type": "basic", "downsample_in_first_stage": True}, {"downsample_in_first_stage": True},
                             {"downsample_in_bottleneck": True}, {"num_channels": 1}),
    "bit": varied(BIT, {"layer_type": "bottleneck"}, {"global_padding": "SAME"}, {"global_padding": "same", "embedding_dynamic_padding": True}, {"output_stride": 8},
                  {"num_channels": 1, **LABELS}, {"num_groups": 4, "layer_type": "bottleneck", "architectures": ["BitModel"]}),
    "hgnet_v2": varied(HGNET, {"use_learnable_affine_block": True}, {"stage_num_blocks": [2, 1], "stage_light_block": [True, False]}, {"stem_strides": [2, 1, 1, 1, 1]},
                       {"stem_channels": [1, 8, 12], "num_channels": 1}, LABELS),
    "pp_lcnet": varied(LCNET, {"scale": 0.5}, {"scale": 1.5, "divisor": 8}, {"reduction": 2, "class_expand": 100}, {"stem_stride": 1}, {**LABELS}),
    "pp_lcnet_v3": varied(LCNET, {"scale": 0.5}, {"conv_symmetric_num": 2}, {"reduction": 2}, {"stem_stride": 1}),
    "pp_lcnet_v4": varied(LCNET_4, {"use_learnable_affine_block": True}, {"stem_type": "small"}, {"reduction": 2}, {"stem_strides": [2, 1, 1, 1, 2]},
                          {"stem_channels": [1, 10, 12], "num_channels": 1}),
    "textnet": varied(TEXTNET, KERNELS, {"stem_kernel_size": 5, "stem_stride": 1}, {"stem_num_channels": 1}, LABELS, {"architectures": ["TextNetModel"]}),
    "uvdoc_backbone": varied(UVDOC, {"resnet_configs": [[[8, 12, 2, True]]]}, {"resnet_head": [[1, 8]]}, {"stage_configs": [[[12, 5]]]},
                             {"resnet_head": [[3, 10], [10, 12], [12, 8]]}),
    "mobilevitv2": varied(MOBILE, {"image_size": [70, 96], "patch_size": 3}, {"output_stride": 8}, {"output_stride": 16, "num_channels": 1}, {"conv_kernel_size": 5},
                          {"expand_ratio": 2.3, "ffn_multiplier": 3, **LABELS}, {"n_attn_blocks": [1, 2, 1], "architectures": ["MobileViTV2Model"]}),
    "cvt": varied(CVT, {"cls_token": [False, False], "architectures": ["CvtModel"]}, {"qkv_bias": [False, True]}, {"stride_kv": [1, 2], "kernel_qkv": [3, 5], "padding_kv": [1, 2], "padding_q": [1, 2]},
                  {"num_channels": 1, **LABELS}, {"architectures": ["CvtModel"]}),
    "focalnet": varied(FOCAL, {"use_conv_embed": True}, {"use_layerscale": True, "use_post_layernorm": True}, {"use_post_layernorm_in_modulation": True, "normalize_modulator": True},
                       {"image_size": [70, 54], "num_channels": 1}, {"mlp_ratio": 2.5, "patch_size": 8, **LABELS}, {"architectures": ["FocalNetModel"]}),
    "swiftformer": varied(SWIFT, {"use_layer_scale": False}, {"mlp_ratio": 2, "num_channels": 1}, {"downsamples": [False, True, True], "embed_dims": [16, 16, 24]},
                          {"down_patch_size": 5, "down_pad": 2, **LABELS}, {"architectures": ["SwiftFormerModel"]}),
}
AUTO_CLASSES = dict.fromkeys(CASES, transformers.AutoModelForImageClassification) | dict.fromkeys(
    ("rt_detr_resnet", "pp_lcnet_v3", "pp_lcnet_v4", "uvdoc_backbone"), transformers.AutoBackbone)


def image_of_stem(config, batch, sequence):
    return {"pixel_values": torch.zeros((batch, config.stem_num_channels, *config.image_size), device="meta")}


def image_of_head(config, batch, sequence):
    return {"pixel_values": torch.zeros((batch, config.resnet_head[0][0], 224, 224), device="meta")}


INPUTS = dict.fromkeys(CASES, image) | {"textnet": image_of_stem, "uvdoc_backbone": image_of_head}
CONVOLUTIONS = [(r"norm(alization)?$|batch_norm$|rbr_identity|\.identity$", "norm"), (r"\.lab$|\.lab\.", "other"), (r"classifier|^fc$|^head$|dist_head", "head"), (r"conv", "convolution")]
COMPONENTS = dict.fromkeys(CASES, CONVOLUTIONS) | {
    "bit": [(r"norm\d?$", "norm"), *CONVOLUTIONS],
    "textnet": [(r"batch_norm|rbr_identity", "norm"), *CONVOLUTIONS],
    "mobilevitv2": [(r"layernorm|normalization$", "norm"), (r"attention\.", "attention.projections"), (r"ffn\.", "feedForward"), *CONVOLUTIONS],
    "cvt": [(r"cls_token", "embedding"), (r"convolution_projection.*normalization|layernorm|embeddings\.normalization", "norm"), (r"convolution", "convolution"), (r"attention\.attention$", "attention.core"), *USUAL],
    "focalnet": [(r"norm\d?$", "norm"), (r"modulation", "convolution"), (r"gamma", "residual"), (r"projection$", "convolution"), *USUAL],
    "swiftformer": [(r"w_g$", "attention.core"), (r"layer_scale", "residual"), (r"norm\d?$|patch_embedding\.[14]$", "norm"), (r"\.fc[12]$|point_wise|linear\.", "feedForward"), (r"attn$", "attention.core"), (r"attn\.", "attention.projections"),
                    (r"depth_wise|patch_embed|\.proj$", "convolution"), (r"head", "head")],
}


def all_maps(model):
    """The maps that come out of a backbone are what a training objective would use; all of them where their owner does so."""
    forward = model.forward
    if type(model).__name__ == "UVDocBackbone":
        model.config.set_output_features_output_indices(out_features=model.config.stage_names, out_indices=None)

    def summed(pixel_values):
        output = forward(pixel_values)
        maps = getattr(output, "feature_maps", None) or (output.last_hidden_state,)
        return transformers.modeling_outputs.BaseModelOutput(last_hidden_state=sum(each.sum() for each in maps))

    model.forward = summed


PREPARE = dict.fromkeys(("rt_detr_resnet", "pp_lcnet_v3", "pp_lcnet_v4", "uvdoc_backbone"), all_maps)
