"""Models whose latents read the input."""
import importlib

import torch
import transformers

SMALL = {"d_latents": 64, "num_latents": 24, "d_model": 48, "num_self_attends_per_block": 3, "num_self_attention_heads": 4, "num_cross_attention_heads": 4, "vocab_size": 70, "max_position_embeddings": 40}
CASES = {"perceiver": [{}] + [SMALL | more for more in (
    {}, {"num_blocks": 2}, {"cross_attention_shape_for_attention": "q"}, {"qk_channels": 32, "v_channels": 64}, {"self_attention_widening_factor": 2, "cross_attention_widening_factor": 3}, {"use_query_residual": False, "num_self_attention_heads": 8},
    {"architectures": ["PerceiverForSequenceClassification"], "id2label": {str(label): str(label) for label in range(5)}},
    {"architectures": ["PerceiverForImageClassificationLearned"], "image_size": 8, "num_blocks": 2}, {"architectures": ["PerceiverForImageClassificationLearned"], "image_size": 6, "v_channels": 64, "qk_channels": 32})]}
AUTO_CLASSES = {"perceiver": transformers.AutoModelForMaskedLM}
COMPONENTS = {"perceiver": [(r"layernorm", "norm"), (r"mlp", "feedForward"), (r"cross_attention\.attention\.self$", "crossAttention.core"), (r"cross_attention\.attention\.", "crossAttention.projections"),
                            (r"attention\.self$", "attention.core"), (r"attention\.", "attention.projections"), (r"embedding_decoder|final_layer", "head"), (r"convnet", "convolution"), (r"position", "position")]}


def text_or_pixels(config, batch, sequence):
    if "Image" in (config.architectures or [""])[0]:
        return {"inputs": torch.zeros((batch, 3, config.image_size, config.image_size), device="meta")}
    return {"input_ids": torch.zeros((batch, sequence), dtype=torch.long, device="meta")}


INPUTS = {"perceiver": text_or_pixels}


def without_mask(model):
    """It would look whether the mask hides anything, in data that meta tensors don't have; it changes no product."""
    importlib.import_module("transformers.models.perceiver.modeling_perceiver").create_bidirectional_mask = lambda **arguments: None


PREPARE = {"perceiver": without_mask}
