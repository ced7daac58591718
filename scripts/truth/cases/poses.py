"""The tower of ViTPose: it has feature maps in place of a last hidden state."""
import torch
import transformers

SMALL = {"hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4, "mlp_ratio": 2, "image_size": [64, 32], "patch_size": [16, 16]}
CASES = {"vitpose_backbone": [{}, SMALL, SMALL | {"qkv_bias": False}, SMALL | {"mlp_ratio": 3}, SMALL | {"num_attention_heads": 6, "num_channels": 1}, SMALL | {"patch_size": [16, 8]}]}
AUTO_CLASSES = {"vitpose_backbone": transformers.AutoBackbone}
INPUTS = {"vitpose_backbone": lambda config, batch, sequence: {"pixel_values": torch.zeros((batch, config.num_channels, *config.image_size), device="meta")}}
COMPONENTS = {"vitpose_backbone": [(r"attention\.attention$", "attention.core"), (r"patch_embeddings\.projection", "convolution")]}


def last_map(model):
    forward = model.forward
    model.forward = lambda pixel_values: transformers.modeling_outputs.BaseModelOutput(last_hidden_state=forward(pixel_values).feature_maps[-1])


PREPARE = {"vitpose_backbone": last_map}
