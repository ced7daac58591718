"""Depths and classes of places from maps of a Vision Transformer's layers: their cases."""
import types

import transformers

from cases.vision import SMALL, USUAL, image, varied
from cases.vision_stages import LABELS

DPT = SMALL | {"num_hidden_layers": 4, "backbone_out_indices": [0, 1, 2, 3], "neck_hidden_sizes": [12, 16, 20, 24], "fusion_hidden_size": 32}
CASES = {"dpt": varied(DPT, {"readout_type": "ignore", "qkv_bias": False}, {"backbone_out_indices": [0, 1, 2], "neck_hidden_sizes": [12, 16, 20], "reassemble_factors": [2, 1, 0.5]},
                       {"use_batch_norm_in_fusion_residual": True, "num_channels": 1}, {"use_bias_in_fusion_residual": False, "image_size": 64}, {"add_projection": True, "fusion_hidden_size": 256},
                       {"architectures": ["DPTForSemanticSegmentation"], **LABELS}, {"architectures": ["DPTForSemanticSegmentation"], "use_auxiliary_head": False}, {"architectures": ["DPTModel"], "pooler_output_size": 20})}
AUTO_CLASSES = {"dpt": transformers.AutoModelForDepthEstimation}
INPUTS = {"dpt": image}
COMPONENTS = {"dpt": [(r"batch_norm|head\.1$", "norm"), (r"^neck", "convolution"), (r"^head|^auxiliary_head|pooler", "head"), (r"patch_embeddings", "convolution"), (r"position_embeddings", "position"), *USUAL]}


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
