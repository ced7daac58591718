"""Image towers whose attention sees windows, larger images and depths: their cases; inputs and usual names are those of vision.py."""
import torch
import transformers

from cases.vision_stages import LABELS
from cases.vision import SMALL, SWIN, TEXT, USUAL, image, varied
from cases.vision_convolutional import all_maps

RATIO = {k: v for k, v in SMALL.items() if k != "intermediate_size"} | {"mlp_ratio": 3}
DETECTOR = RATIO | {"image_size": 64, "pretrain_image_size": 32}
SEGFORMER = {"num_encoder_blocks": 3, "depths": [1, 2, 1], "sr_ratios": [4, 2, 1], "hidden_sizes": [16, 24, 32], "patch_sizes": [7, 3, 3], "strides": [4, 2, 2],
             "num_attention_heads": [2, 3, 4], "mlp_ratios": [3, 2, 2], "decoder_hidden_size": 24}
RESTORER = {"embed_dim": 24, "depths": [2, 1], "num_heads": [2, 3], "image_size": 16, "window_size": 4}
SAPIENS = SMALL | {"num_hidden_layers": 5, "num_register_tokens": 2, "num_first_full_attention_layers": 1, "num_last_full_attention_layers": 2, "num_key_value_attention_heads": 2,
                   "head_config": None}
VIDEO = {"image_size": 32, "num_frames": 4, "tubelet_size": [1, 8, 8], "hidden_size": 48, "num_attention_heads": 4, "intermediate_size": 100, "num_spatial_layers": 2,
         "num_temporal_layers": 1, "num_auxiliary_layers": 1}

CASES = {
    "vitdet": varied(DETECTOR, {"use_relative_position_embeddings": True}, {"window_size": 3, "window_block_indices": [0]},
                     {"window_size": 4, "window_block_indices": [1], "use_relative_position_embeddings": True, "image_size": [64, 48]},
                     {"residual_block_indices": [0, 1]}, {"qkv_bias": False, "use_absolute_position_embeddings": False}, {"num_channels": 1, "mlp_ratio": 2}),
    "lw_detr_vit": varied(DETECTOR | {"num_windows": 4}, {"window_block_indices": [0]}, {"qkv_bias": False}, {"use_absolute_position_embeddings": False},
                          {"num_windows": 16, "window_block_indices": [1]}, {"num_channels": 1, "mlp_ratio": 2},
                          *({"num_hidden_layers": 4, "window_block_indices": [0, 2]} | out for out in ({"out_features": ["stage2"]}, {"out_indices": [1, 3]}, {"out_features": ["stem"]}))),
    "rf_detr_dinov2": varied(RATIO | {"image_size": 64, "num_windows": 2}, {"use_swiglu_ffn": True}, {"qkv_bias": False, "use_mask_token": False}, {"num_windows": 4, "num_channels": 1},
                             {"num_windows": 1}, {"num_hidden_layers": 4, "out_indices": [1, 3]}, {"num_hidden_layers": 4, "out_features": ["stage2", "stage4"]},
                             {"num_hidden_layers": 4, "out_indices": [2, 3], "window_block_indexes": [2, 3]}),
    "maskformer-swin": varied(SWIN | {"window_size": 3}, {"qkv_bias": False}, {"image_size": 52}, {"num_channels": 1}, {"mlp_ratio": 2.0, "window_size": 10},
                              {"architectures": ["MaskFormerSwinModel"]}),
    "glpn": varied(SEGFORMER, {"decoder_hidden_size": 16}, {"mlp_ratios": [2, 3, 1]}, {"sr_ratios": [1, 1, 1]}, {"num_channels": 1}, {"depths": [2, 1, 1], "architectures": ["GLPNModel"]}, *({"head_in_index": index} for index in (0, 1, -2, 2))),
    "swin2sr": [{"image_size": 32, "depths": [6, 6], "num_heads": [6, 6]}, RESTORER, *(RESTORER | variant for variant in (
        {"upscale": 3}, {"upscale": 4, "upsampler": "nearest+conv"}, {"upscale": 4, "upsampler": "pixelshuffle_aux"}, {"upsampler": "pixelshuffledirect", "num_channels_out": 1, "num_channels": 1},
        {"upsampler": "", "upscale": 1, "resi_connection": "3conv"}, {"qkv_bias": False, "mlp_ratio": 3.0}, {"window_size": 8, "image_size": [16, 24]}, {"architectures": ["Swin2SRModel"]}))],
    "sapiens2": [{"num_hidden_layers": 20}, SAPIENS, *(SAPIENS | variant for variant in (
        {"use_gated_mlp": False}, {"use_qk_norm": False, "use_mask_token": True}, {"query_bias": False, "key_bias": False, "mlp_bias": False}, {"num_key_value_heads_per_layer": [4, 1, 2, 2, 4]},
        {"value_bias": False, "proj_bias": False, "num_channels": 1}, {"num_register_tokens": 0, "image_size": [32, 48]}))],
    "tipsv2_text_model": [case for case in TEXT if "max_position_embeddings" not in case] + [TEXT[1] | {"hidden_size": 64}],
    "videoprism_vision_model": varied(VIDEO, {"qkv_bias": False}, {"num_frames": 6, "num_channels": 1}, {"image_size": [32, 48], "tubelet_size": [1, 8, 16]}, {"num_spatial_layers": 1, "num_temporal_layers": 2},
                                      {"architectures": ["VideoPrismForVideoClassification"], **LABELS}, {"architectures": ["VideoPrismVideoModel"]}),
}
AUTO_CLASSES = {
    **dict.fromkeys(CASES, transformers.AutoModel),
    **dict.fromkeys(("lw_detr_vit", "rf_detr_dinov2", "maskformer-swin"), transformers.AutoBackbone),
    "glpn": transformers.AutoModelForDepthEstimation,
    "swin2sr": transformers.AutoModelForImageToImage,
}


def text(config, batch, sequence):
    return {"input_ids": torch.zeros((batch, sequence), dtype=torch.long, device="meta")}


def video(config, batch, sequence):
    height, width = config.image_size if isinstance(config.image_size, (list, tuple)) else (config.image_size,) * 2
    return {"pixel_values_videos": torch.zeros((batch, config.num_frames, config.num_channels, height, width), device="meta")}


INPUTS = dict.fromkeys(CASES, image) | {"tipsv2_text_model": text, "videoprism_vision_model": video}
COMPONENTS = dict.fromkeys(CASES, USUAL) | {
    "vitdet": [(r"rel_pos_[hw]$", "position"), (r"residual\.conv|embeddings\.projection", "convolution"), *USUAL],
    "lw_detr_vit": [(r"gamma_", "residual"), (r"embeddings\.projection", "convolution"), *USUAL],
    "rf_detr_dinov2": [(r"embeddings\.projection", "convolution"), *USUAL],
    "glpn": [(r"decoder.*layer[12]\.1$", "norm"), (r"^decoder|^head", "head"), (r"patch_embeddings\.\d\.proj$|attention\.self\.sr$", "convolution"), *USUAL],
    "swin2sr": [(r"^upsample|^final_convolution", "head"), (r"continuous_position_bias", "position"), (r"logit_scale|attention\.self$", "attention.core"), (r"conv|patch_embed\.projection|embeddings\.projection", "convolution"), *USUAL],
    "sapiens2": [(r"register_tokens", "embedding"), (r"patch_embeddings", "convolution"), *USUAL],
    "videoprism_vision_model": [(r"^head(\.|$)|^classifier", "head"), (r"patch_embeddings", "convolution"), (r"position_embeddings", "position"), *USUAL],
}


def on_meta(model):
    """Its factors are made on the processor, whatever the device: they follow the others."""
    all_maps(model.to("meta"))


PREPARE = dict.fromkeys(("lw_detr_vit", "rf_detr_dinov2", "maskformer-swin"), all_maps) | {"lw_detr_vit": on_meta}
