"""Detectors of objects: a residual network, an encoder and a decoder of object queries; the image has 800 x 800 pixels."""
import torch
import transformers

from cases.vision import without_mask
from cases.vision_stages import LABELS

SIDE = 800
SMALL = {"encoder_layers": 2, "decoder_layers": 3, "encoder_ffn_dim": 100, "decoder_ffn_dim": 120, "encoder_attention_heads": 4, "decoder_attention_heads": 6, "num_queries": 10}
RESNET = {"model_type": "resnet", "embedding_size": 16, "hidden_sizes": [24, 32, 48, 64], "depths": [1, 2, 1, 1], "out_features": ["stage4"]}
OWN = {"use_timm_backbone": False, "backbone_config": RESNET}


def detectors(width, *variants):
    small = SMALL | {width: 48}
    return [{}, small | OWN, *((small | OWN | variant for variant in variants)), small | {"backbone": "resnet18", "backbone_config": None, "use_timm_backbone": True}]


DEFORMABLE = {"backbone_config": RESNET | {"out_features": ["stage2", "stage3", "stage4"]}, "d_model": 96}
CASES = {
    name: detectors("d_model", LABELS, {"position_embedding_type": "learned"}, {"decoder_layers": 1, "num_queries": 7}, {"backbone_config": RESNET | {"layer_type": "basic"}},
                    {"architectures": [f"{prefix}Model"]}, {"backbone_config": {"model_type": "timm_backbone", "backbone": "resnet34", "out_indices": [1, 2, 3, 4]}})
    for name, prefix in (("detr", "Detr"), ("table-transformer", "TableTransformer"), ("conditional_detr", "ConditionalDetr"))
} | {
    "dab-detr": detectors("hidden_size", LABELS, {"activation_function": "relu"}, {"num_patterns": 2}, {"keep_query_pos": True, "normalize_before": True}, {"architectures": ["DabDetrModel"]}),
    "deformable_detr": [{}, *(SMALL | OWN | DEFORMABLE | variant for variant in (
        {}, LABELS, {"num_feature_levels": 5}, {"num_feature_levels": 3, "encoder_n_points": 2, "decoder_n_points": 3}, {"with_box_refine": True}, {"position_embedding_type": "learned"},
        {"with_box_refine": True, "two_stage": True, "two_stage_num_proposals": 12}, {"architectures": ["DeformableDetrModel"]})),
        SMALL | {"d_model": 96, "backbone": "resnet18", "backbone_config": None, "use_timm_backbone": True}],
}
CASES["detr"].append(SMALL | {"d_model": 48, "backbone": "resnet101", "backbone_config": None, "use_timm_backbone": True, "dilation": True})
AUTO_CLASSES = dict.fromkeys(CASES, transformers.AutoModelForObjectDetection)
INPUTS = dict.fromkeys(CASES, lambda config, batch, sequence: {"pixel_values": torch.zeros((batch, 3, SIDE, SIDE), device="meta")})
COMPONENTS = dict.fromkeys(CASES, [
    (r"row_embeddings|column_embeddings", "position"), (r"backbone|input_proj(ection|\.\d+\.0)", "convolution"), (r"input_proj\.\d+\.1|pos_trans_norm|enc_output_norm|layernorm|layer_norm|encoder\.norm", "norm"),
    (r"class_labels_classifier|bbox_|class_embed|enc_output", "head"), (r"query_position|query_scale|ref_point|ref_anchor|reference_points|refpoint|level_embed|pos_trans|row_embeddings|column_embeddings|position_embedding", "position"),
    (r"patterns", "embedding"), (r"activation_fn|\.fc[12]$", "feedForward"), (r"^model$", "head"), (r"cross_attn\.cross_attn$", "crossAttention.core"), (r"cross_attn\.", "crossAttention.projections"), (r"self_attn\.self_attn$", "attention.core")])


def on_meta(model):
    """A table is made on the processor, whatever the device: it follows the others."""
    model.to("meta")


PREPARE = dict.fromkeys(CASES, without_mask) | {"deformable_detr": on_meta}
