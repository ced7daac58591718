"""Image and video encoders: their cases, and one image of the configuration's own size as input."""
import importlib
import sys

import torch
import transformers

SMALL = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4,
         "image_size": 32, "patch_size": 8}


def varied(small, *variants):
    """The default configuration, a small one, and the small one with each variant."""
    return [{}, small, *(small | variant for variant in variants)]


TOWER = varied(SMALL, {"num_attention_heads": 6}, {"image_size": 52}, {"num_hidden_layers": 3, "intermediate_size": 64})
CLIP = [*TOWER, SMALL | {"num_channels": 1}]
BLIP = varied(SMALL, {"num_attention_heads": 6}, {"image_size": 40}, {"num_hidden_layers": 3, "intermediate_size": 64})

CASES = {
    "clip_vision_model": [*CLIP, SMALL | {"projection_dim": 20, "architectures": ["CLIPVisionModelWithProjection"]}],
    **{name: CLIP for name in ("altclip_vision_model", "chinese_clip_vision_model", "clipseg_vision_model", "git_vision_model",
                               "metaclip_2_vision_model", "owlvit_vision_model", "owlv2_vision_model", "mlcd_vision_model",
                               "kosmos_2_vision_model")},
    "idefics_vision": [{"embed_dim": 48, **case} if case else case for case in
                       ({k: v for k, v in case.items() if k != "hidden_size"} for case in CLIP)],
    "siglip_vision_model": [*CLIP, SMALL | {"vision_use_head": False}],
    **{name: CLIP for name in ("idefics2_vision", "idefics3_vision", "smolvlm_vision")},
    "blip_vision_model": BLIP,
    "blip_2_vision_model": [*BLIP, SMALL | {"qkv_bias": False}],
}


def model_class(module, name):
    """A class that no automatic mapping builds."""
    found = getattr(importlib.import_module(f"transformers.models.{module}.modeling_{module}"), name)

    class Builder:
        @staticmethod
        def from_config(config, **options):
            config._attn_implementation = options.get("attn_implementation", "eager")
            return found(config)

    return Builder


CLASSES = {
    "altclip_vision_model": ("altclip", "AltCLIPVisionModel"),
    "chinese_clip_vision_model": ("chinese_clip", "ChineseCLIPVisionModel"),
    "clipseg_vision_model": ("clipseg", "CLIPSegVisionModel"),
    "git_vision_model": ("git", "GitVisionModel"),
    "metaclip_2_vision_model": ("metaclip_2", "MetaClip2VisionModel"),
    "owlvit_vision_model": ("owlvit", "OwlViTVisionModel"),
    "owlv2_vision_model": ("owlv2", "Owlv2VisionModel"),
    "kosmos_2_vision_model": ("kosmos2", "Kosmos2VisionModel"),
    "idefics_vision": ("idefics", "IdeficsVisionTransformer"),
    "idefics2_vision": ("idefics2", "Idefics2VisionTransformer"),
    "idefics3_vision": ("idefics3", "Idefics3VisionTransformer"),
    "smolvlm_vision": ("smolvlm", "SmolVLMVisionTransformer"),
    "blip_vision_model": ("blip", "BlipVisionModel"),
    "blip_2_vision_model": ("blip_2", "Blip2VisionModel"),
}
AUTO_CLASSES = {
    **dict.fromkeys(CASES, transformers.AutoModel),
    **{name: model_class(*path) for name, path in CLASSES.items()},
}


def pair(size):
    return tuple(size) if isinstance(size, (list, tuple)) else (size, size)


def image(config, batch, sequence):
    channels = getattr(config, "num_channels", 3)
    return {"pixel_values": torch.zeros((batch, channels, *pair(config.image_size)), device="meta")}


INPUTS = dict.fromkeys(CASES, image)

# Norms, patches, tokens and positions by their usual names; factors of a sub-layer's output count as residual.
USUAL = [
    (r"layer_?scale|lambda_?[12]$", "residual"),
    (r"patch.*norm|layer_?norm|norm\d?$|layrnorm", "norm"),
    (r"patch_embed|patch_conv", "convolution"),
    (r"class_pos_emb|positional_embedding|pos_embed", "position"),
    (r"visual_projection|^head", "head"),
]
COMPONENTS = dict.fromkeys(CASES, USUAL)


def without_mask(model):
    """An image without padding needs no mask; the library would look into the mask's data to know, which meta tensors lack."""
    sys.modules[type(model).__module__].create_bidirectional_mask = lambda *arguments, **named: None


PREPARE = dict.fromkeys(("idefics2_vision", "idefics3_vision", "smolvlm_vision"), without_mask)
