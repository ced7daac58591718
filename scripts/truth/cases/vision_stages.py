"""Image classifiers in stages, each at a coarser resolution: their cases; inputs and usual names are those of vision.py."""
import transformers

from cases.vision import USUAL, image, varied

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
}
AUTO_CLASSES = dict.fromkeys(CASES, transformers.AutoModelForImageClassification)
INPUTS = dict.fromkeys(CASES, image)
COMPONENTS = dict.fromkeys(CASES, USUAL) | {
    "pvt": [(r"position_embeddings$", "position"), (r"cls_token$", "embedding"), *USUAL],
    "pvt_v2": [(r"spatial_reduction$", "convolution"), *USUAL],
}
