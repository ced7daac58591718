"""Image classifiers in stages, each at a coarser resolution: their cases; inputs and usual names are those of vision.py."""
import transformers

from cases.vision import USUAL, image, model_class, varied

HIERA = {"embed_dim": 24, "image_size": [64, 64], "depths": [1, 2, 1], "num_heads": [1, 2, 4], "num_query_pool": 2, "masked_unit_size": [4, 4],
         "masked_unit_attention": [True, True, False]}
EFFICIENT = {"image_size": 64, "width_coefficient": 1.0, "depth_coefficient": 1.2, "hidden_dim": 1280, "kernel_sizes": [3, 3, 5], "in_channels": [32, 16, 24],
             "out_channels": [16, 24, 40], "strides": [1, 2, 2], "num_block_repeats": [1, 2, 2], "expand_ratios": [1, 6, 4]}
PYRAMID = {"num_encoder_blocks": 2, "depths": [1, 2], "hidden_sizes": [16, 24], "num_attention_heads": [2, 3], "mlp_ratios": [3, 2], "image_size": 64}
LABELS = {"id2label": {"0": "a", "1": "b", "2": "c"}}

CASES = {
    "pvt": varied(PYRAMID | {"patch_sizes": [4, 2], "strides": [4, 2], "sequence_reduction_ratios": [3, 1]}, {"qkv_bias": False}, {"image_size": 48},
                  {"num_channels": 1}, {"strides": [3, 2], "num_labels": 3}, {"architectures": ["PvtModel"]}),
    "pvt_v2": varied(PYRAMID | {"patch_sizes": [7, 3], "strides": [4, 2], "sr_ratios": [3, 1]}, {"qkv_bias": False}, {"linear_attention": True},
                     {"image_size": [48, 80]}, {"num_channels": 1, "patch_sizes": [5, 2]}, {"sr_ratios": [4, 2], **LABELS}, {"architectures": ["PvtV2Model"]}),
    "mobilenet_v2": varied({"image_size": 64, "depth_multiplier": 0.5}, {"depth_multiplier": 0.35, "min_depth": 16}, {"image_size": 70}, {"num_channels": 1},
                           {"tf_padding": False}, {"output_stride": 8}, {"expand_ratio": 3.5, "depth_divisible_by": 4}, {"finegrained_output": False},
                           {"first_layer_is_expansion": False}, {"architectures": ["MobileNetV2Model"]}),
    "efficientnet": varied(EFFICIENT, {"image_size": [70, 96], "num_channels": 1}, {"image_size": 70, "depthwise_padding": [2, 5]}, {"kernel_sizes": [5, 4, 3]},
                           {"width_coefficient": 1.1, "hidden_dim": 1408, "depth_divisor": 16, "in_channels": [32, 12, 24], "out_channels": [12, 24, 40]},
                           {"squeeze_expansion_ratio": 0.3, "depth_coefficient": 2.2, **LABELS}, {"architectures": ["EfficientNetModel"]}),
    "mobilevit": varied({"image_size": 64, "hidden_sizes": [16, 24, 32], "neck_hidden_sizes": [8, 12, 16, 24, 32, 40, 60]}, {"image_size": [70, 96], "patch_size": 3},
                        {"qkv_bias": False, "mlp_ratio": 1.5}, {"output_stride": 8}, {"output_stride": 16, "num_channels": 1}, {"conv_kernel_size": 5},
                        {"expand_ratio": 2.3, **LABELS}, {"architectures": ["MobileViTModel"], "num_attention_heads": 2}),
    "levit": varied({"image_size": 64, "hidden_sizes": [32, 48, 64], "num_attention_heads": [2, 3, 4], "depths": [1, 2, 1], "key_dim": [8, 8, 12]},
                    {"image_size": 48, "num_channels": 1}, {"mlp_ratio": [1, 2, 3]}, {"attention_ratio": [1, 3, 2], "key_dim": [16, 8, 8]},
                    {"kernel_size": 5, "padding": 2, **LABELS}, {"architectures": ["LevitModel"]}, {"architectures": ["LevitForImageClassificationWithTeacher"]}),
    "hiera": varied(HIERA, {"num_query_pool": 1}, {"mlp_ratio": 2.5}, {"masked_unit_attention": [True, False, False]}, {"image_size": [32, 64], "num_channels": 1},
                    {"embed_dim_multiplier": 1.5, "embed_dim": 32, "num_heads": [4, 2, 1], "patch_padding": [3, 3], **LABELS}, {"architectures": ["HieraModel"]}),
}
AUTO_CLASSES = dict.fromkeys(CASES, transformers.AutoModelForImageClassification) | {"levit": model_class("levit", "LevitForImageClassification")}
INPUTS = dict.fromkeys(CASES, image)
COMPONENTS = dict.fromkeys(CASES, USUAL) | {
    "pvt": [(r"position_embeddings$", "position"), (r"cls_token$", "embedding"), *USUAL],
    "efficientnet": [(r"_bn$|norm$", "norm"), (r"conv|squeeze_excite", "convolution"), *USUAL],
    "levit": [(r"batch_norm$", "norm"), (r"attention_bias", "position"), (r"linear_up|linear_down", "feedForward"),
              (r"queries|keys_values|\.projection\.", "attention.projections"), (r"layers\.\d+(\.module)?$", "attention.core"), *USUAL],
    "hiera": [(r"layers\.\d+\.proj$", "attention.projections"), *USUAL],
    "pvt_v2": [(r"spatial_reduction$", "convolution"), *USUAL],
}


def without_bias_cache(model):
    """Outside training the biases of attention are kept from the first pass, whose graph its backward pass has freed: gathered anew each time."""
    for module in model.modules():
        if hasattr(module, "attention_bias_cache"):
            module.get_attention_biases = lambda device, module=module: module.attention_biases[:, module.attention_bias_idxs]


PREPARE = {"levit": without_bias_cache}
