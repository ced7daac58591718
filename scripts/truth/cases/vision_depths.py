"""Depths and classes of places from maps of a Vision Transformer's layers: their cases."""
import types

import torch
import transformers

from cases.vision import SMALL, USUAL, image, varied
from cases.vision_stages import LABELS

DPT = SMALL | {"num_hidden_layers": 4, "backbone_out_indices": [0, 1, 2, 3], "neck_hidden_sizes": [12, 16, 20, 24], "fusion_hidden_size": 32}
CASES = {"dpt": varied(DPT, {"readout_type": "ignore", "qkv_bias": False}, {"backbone_out_indices": [0, 1, 2], "neck_hidden_sizes": [12, 16, 20], "reassemble_factors": [2, 1, 0.5]},
                       {"use_batch_norm_in_fusion_residual": True, "num_channels": 1}, {"use_bias_in_fusion_residual": False, "image_size": 64}, {"add_projection": True, "fusion_hidden_size": 256},
                       {"architectures": ["DPTForSemanticSegmentation"], **LABELS}, {"architectures": ["DPTForSemanticSegmentation"], "use_auxiliary_head": False}, {"architectures": ["DPTModel"], "pooler_output_size": 20})}
BIT = {"model_type": "bit", "depths": [1, 2, 1], "hidden_sizes": [32, 64, 96], "embedding_size": 16, "num_groups": 4, "layer_type": "bottleneck", "global_padding": "same", "embedding_dynamic_padding": True, "out_features": ["stage1", "stage2", "stage3"]}
HYBRID = DPT | {"is_hybrid": True, "image_size": 64, "patch_size": 16, "backbone_config": BIT, "neck_hidden_sizes": [32, 64, 20, 24], "reassemble_factors": [1, 1, 1, 0.5], "backbone_featmap_shape": [1, 96, 4, 4]}
CASES["dpt"] += [{"is_hybrid": True, "reassemble_factors": [1, 1, 1, 0.5], "neck_hidden_sizes": [256, 512, 768, 768]}, HYBRID, HYBRID | {"backbone_out_indices": [0, 1, 1, 2], "use_batch_norm_in_fusion_residual": True}, HYBRID | {"image_size": 96, "backbone_featmap_shape": [1, 96, 6, 6], "architectures": ["DPTForSemanticSegmentation"], **LABELS},
                 HYBRID | {"backbone_config": BIT | {"layer_type": "preactivation", "embedding_size": 24}}, HYBRID | {"architectures": ["DPTModel"]}]
AUTO_CLASSES = {"dpt": transformers.AutoModelForDepthEstimation}
INPUTS = {"dpt": image}
COMPONENTS = {"dpt": [(r"backbone\..*norm", "norm"), (r"backbone\.|embeddings\.projection$", "convolution"), (r"batch_norm|head\.1$", "norm"), (r"^neck", "convolution"), (r"^head|^auxiliary_head|pooler", "head"), (r"patch_embeddings", "convolution"), (r"position_embeddings", "position"), *USUAL]}


def with_auxiliary(model):
    """Training takes the classes of the second head too, which the library gives only to the loss."""
    second = getattr(model, "auxiliary_head", None)
    if second is None:
        return
    kept, plain = [], model.forward
    second.register_forward_hook(lambda module, inputs, output: kept.append(output))

    def forward(pixel_values):
        kept.clear()
        return types.SimpleNamespace(logits=plain(pixel_values).logits.sum() + kept[0].sum())

    model.forward = forward


PREPARE = {"dpt": with_auxiliary}

SEEN = {"hidden_size": 48, "mlp_ratio": 2, "num_hidden_layers": 3, "num_attention_heads": 4, "patch_size": 8}
PRO = {"patch_size": 32, "fusion_hidden_size": 16, "intermediate_hook_ids": [2, 0], "intermediate_feature_dims": [16, 12], "scaled_images_ratios": [0.25, 0.5, 1], "scaled_images_overlap_ratios": [0.0, 0.5, 0.25],
       "scaled_images_feature_dims": [24, 20, 12], **{f"{part}_model_config": SEEN | {"model_type": "dinov2"} for part in ("image", "patch", "fov")}}
WITH_REGISTERS = SEEN | {"model_type": "dinov2_with_registers", "hidden_size": 40, "use_swiglu_ffn": True}
CASES["depth_pro"] = varied(PRO, {"use_fov_model": True}, {"use_fov_model": True, "num_fov_head_layers": 1, "fov_model_config": SEEN | {"model_type": "dinov2", "hidden_size": 32, "patch_size": 4}},
                            {"patch_model_config": WITH_REGISTERS, "use_batch_norm_in_fusion_residual": True},
                            {"scaled_images_ratios": [0.5, 1], "scaled_images_overlap_ratios": [0.0, 0.6], "scaled_images_feature_dims": [24, 12], "intermediate_hook_ids": [1], "intermediate_feature_dims": [12]},
                            {"image_model_config": WITH_REGISTERS | {"patch_size": 4}, "use_bias_in_fusion_residual": False, "fusion_hidden_size": 12}, {"patch_size": 48, "intermediate_hook_ids": [], "intermediate_feature_dims": []},
                            {"architectures": ["DepthProModel"]})


def whole_image(config, batch, sequence):
    side = -int(-config.patch_size // config.scaled_images_ratios[0])
    return {"pixel_values": torch.zeros((batch, 3, side, side), device="meta")}


def with_features(model):
    """What the bare model is for: the maps at all scales, which it returns as a list."""
    if hasattr(model, "fusion_stage"):
        return
    plain = model.forward

    def forward(pixel_values):
        output = plain(pixel_values)
        return types.SimpleNamespace(logits=output.last_hidden_state.sum() + sum(features.sum() for features in output.features))

    model.forward = forward


AUTO_CLASSES["depth_pro"] = transformers.AutoModelForDepthEstimation
INPUTS["depth_pro"] = whole_image
PREPARE["depth_pro"] = with_features
COMPONENTS["depth_pro"] = [(r"batch_norm", "norm"), (r"^(depth_pro\.)?neck|^fusion_stage", "convolution"), (r"^head|fov_model\.(head|conv|fov_encoder\.neck)", "head"), (r"patch_embeddings", "convolution"), (r"position_embeddings", "position"), *USUAL]
