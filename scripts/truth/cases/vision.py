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
SMALL_TEXT = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 300}
TEXT = varied(SMALL_TEXT, {"num_attention_heads": 6}, {"max_position_embeddings": 32}, {"num_hidden_layers": 3, "intermediate_size": 64})
VIT = varied(SMALL, {"qkv_bias": False}, {"num_channels": 1}, {"image_size": [32, 48]}, {"id2label": {"0": "a", "1": "b", "2": "c"}})
RATIO = {k: v for k, v in SMALL.items() if k != "intermediate_size"} | {"mlp_ratio": 3}
DINO = varied(RATIO, {"use_swiglu_ffn": True}, {"qkv_bias": False}, {"num_channels": 1}, {"mlp_ratio": 2, "id2label": {"0": "a", "1": "b", "2": "c"}},
              {"image_size": 48})
PAIRS = SMALL | {"image_size": [32, 32], "patch_size": [8, 8]}
BEIT = varied(SMALL, {"use_mask_token": True}, {"use_absolute_position_embeddings": True}, {"use_relative_position_bias": True},
              {"use_shared_relative_position_bias": True}, {"use_mean_pooling": False}, {"layer_scale_init_value": 0.0})
TILES = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_global_layers": 1, "attention_heads": 4,
         "image_size": 32, "patch_size": 8, "intermediate_layers_indices": [0, 1], "vision_output_dim": 144}
FOLDED = SMALL | {"hidden_size": 48, "intermediate_size": 192, "projector_input_dim": 40, "projector_output_dim": 40}
SWIN = {"embed_dim": 24, "depths": [2, 1, 1], "num_heads": [2, 3, 4], "image_size": 64, "window_size": 4}
STAGES = {"hidden_sizes": [16, 24, 40], "depths": [1, 2, 1], "image_size": 48}
CONVNEXT = varied(STAGES | {"num_stages": 3}, {"image_size": 70}, {"num_channels": 1}, {"patch_size": 8}, {"id2label": {"0": "a", "1": "b", "2": "c"}})
RESNET = {"embedding_size": 16, "hidden_sizes": [24, 32, 64], "depths": [1, 2, 3]}
VIDEO = SMALL | {"num_frames": 8, "tubelet_size": 2}
SEGFORMER = {"num_encoder_blocks": 2, "depths": [1, 2], "sr_ratios": [3, 1], "hidden_sizes": [16, 24], "patch_sizes": [7, 3], "strides": [4, 4],
             "num_attention_heads": [2, 3], "mlp_ratios": [3, 2]}

CASES = {
    "clip_vision_model": [*CLIP, SMALL | {"projection_dim": 20, "architectures": ["CLIPVisionModelWithProjection"]}],
    **{name: CLIP for name in ("altclip_vision_model", "chinese_clip_vision_model", "clipseg_vision_model", "git_vision_model",
                               "metaclip_2_vision_model", "owlvit_vision_model", "owlv2_vision_model", "mlcd_vision_model", "mlcd",
                               "kosmos_2_vision_model")},
    "idefics_vision": [{"embed_dim": 48, **case} if case else case for case in
                       ({k: v for k, v in case.items() if k != "hidden_size"} for case in CLIP)],
    "siglip_vision_model": [*CLIP, SMALL | {"vision_use_head": False}],
    **{name: CLIP for name in ("idefics2_vision", "idefics3_vision", "smolvlm_vision")},
    **{name: TEXT for name in ("clipseg_text_model", "metaclip_2_text_model")},
    # The default takes no more than 16 tokens.
    **{name: [case | {"max_position_embeddings": 32} for case in [*TEXT, SMALL_TEXT | {"hidden_size": 96, "vocab_size": 200}]
              if "max_position_embeddings" not in case] for name in ("owlvit_text_model", "owlv2_text_model")},
    "clip_text_model": [*TEXT, SMALL_TEXT | {"projection_dim": 20, "architectures": ["CLIPTextModelWithProjection"]}],
    **{name: [*TEXT, SMALL_TEXT | {"projection_size": 20}] for name in ("siglip_text_model", "siglip2_text_model")},
    "blip_vision_model": BLIP,
    "deit": [*VIT, SMALL | {"pooler_output_size": 20, "architectures": ["DeiTModel"]}, SMALL | {"architectures": ["DeiTForImageClassificationWithTeacher"]}],
    "vit_msn": [*VIT, SMALL | {"architectures": ["ViTMSNModel"]}],
    "ijepa": [*VIT, SMALL | {"architectures": ["IJepaModel"]}],
    "pixio": varied(RATIO, {"n_cls_tokens": 2}, {"qkv_bias": False}, {"num_channels": 1}, {"mlp_ratio": 2}, {"image_size": [32, 32]}),
    "dinov2": [*DINO, RATIO | {"use_mask_token": False}],
    "dinov2_with_registers": [*DINO, RATIO | {"num_register_tokens": 2}],
    "tipsv2_vision_model": [*DINO[:-1], RATIO | {"num_register_tokens": 2}],
    "dinov3_vit": [*CLIP, SMALL | {"use_gated_mlp": True}, SMALL | {"num_register_tokens": 4, "key_bias": True, "mlp_bias": False},
                   SMALL | {"query_bias": False, "value_bias": False, "proj_bias": False}],
    "aimv2_vision_model": [*CLIP, SMALL | {"qkv_bias": True, "mlp_bias": True}, SMALL | {"use_head": False}, SMALL | {"is_native": True}],
    "pixtral": CLIP,
    "siglip2_vision_model": varied({k: v for k, v in SMALL.items() if k != "image_size"} | {"num_patches": 9}, {"num_patches": 16},
                                   {"vision_use_head": False}, {"num_channels": 1}, {"num_attention_heads": 6}),
    "internvl_vision": varied(PAIRS, {"attention_bias": True}, {"use_qk_norm": True}, {"norm_type": "rms_norm"}, {"use_mask_token": True},
                              {"use_absolute_position_embeddings": False}, {"use_mean_pooling": False}, {"image_size": [40, 40]}),
    "vivit": varied({k: v for k, v in SMALL.items() if k != "patch_size"} | {"num_frames": 8, "tubelet_size": [2, 8, 8]}, {"qkv_bias": False},
                    {"num_frames": 12}, {"image_size": 48, "num_channels": 1}, {"pooler_output_size": 20, "architectures": ["VivitModel"]}),
    "videomae": varied(VIDEO, {"qv_bias": False}, {"num_frames": 12, "tubelet_size": 4}, {"use_mean_pooling": False},
                       {"id2label": {"0": "a", "1": "b", "2": "c"}}, {"architectures": ["VideoMAEModel"]}),
    "timesformer": varied({k: v for k, v in VIDEO.items() if k != "tubelet_size"}, {"qkv_bias": False}, {"attention_type": "space_only"},
                          {"attention_type": "joint_space_time"}, {"num_frames": 4}, {"architectures": ["TimesformerModel"]}),
    "vit_mae": varied(SMALL | {"decoder_hidden_size": 36, "decoder_num_attention_heads": 3, "decoder_num_hidden_layers": 3, "decoder_intermediate_size": 50},
                      {"qkv_bias": False}, {"mask_ratio": 0.5}, {"mask_ratio": 0.0, "num_channels": 1}, {"architectures": ["ViTMAEModel"]}),
    "yolos": varied(SMALL | {"image_size": [32, 48], "num_detection_tokens": 10}, {"qkv_bias": False}, {"use_mid_position_embeddings": False},
                    {"num_detection_tokens": 5, "id2label": {"0": "a", "1": "b", "2": "c"}}, {"architectures": ["YolosModel"]}),
    "segformer": varied(SEGFORMER, {"strides": [4, 2]}, {"mlp_ratios": [2, 3]}, {"sr_ratios": [1, 1]}, {"num_channels": 1},
                        {"depths": [2, 1], "architectures": ["SegformerModel"]}),
    "mobilenet_v1": varied({"image_size": 64, "depth_multiplier": 0.5}, {"depth_multiplier": 0.25, "min_depth": 16}, {"image_size": 70}, {"num_channels": 1},
                           {"tf_padding": False}, {"architectures": ["MobileNetV1Model"]}),
    "regnet": varied({"embedding_size": 12, "hidden_sizes": [16, 24], "depths": [1, 2], "groups_width": 8}, {"layer_type": "x"}, {"groups_width": 13, "hidden_sizes": [26, 52]},
                     {"downsample_in_first_stage": False}, {"num_channels": 1}, {"architectures": ["RegNetModel"]}),
    "poolformer": varied({"num_encoder_blocks": 2, "depths": [1, 2], "hidden_sizes": [16, 24], "patch_sizes": [7, 3], "strides": [4, 2], "padding": [2, 1]},
                         {"mlp_ratio": 2.5}, {"use_layer_scale": False}, {"padding": [0, 0]}, {"num_channels": 1}),
    "swin": varied(SWIN, {"qkv_bias": False}, {"use_absolute_embeddings": True}, {"image_size": 52}, {"mlp_ratio": 2.0, "window_size": 3},
                   {"architectures": ["SwinModel"]}),
    "donut-swin": varied(SWIN, {"qkv_bias": False}, {"num_channels": 1}, {"image_size": 52}, {"mlp_ratio": 2.0, "window_size": 3}),
    "swinv2": varied(SWIN, {"qkv_bias": False}, {"image_size": 48}, {"image_size": 52}, {"mlp_ratio": 2.0, "window_size": 3}),
    "convnext": [*CONVNEXT, STAGES | {"num_stages": 3} | {"layer_scale_init_value": 0.0}],
    "convnextv2": CONVNEXT,
    "dinov3_convnext": [{}, *({k: v for k, v in case.items() if k not in ("patch_size", "num_stages")} for case in [*CONVNEXT[1:4], CONVNEXT[1] | {"depths": [2, 1, 1]}]),
                        STAGES | {"layer_scale_init_value": 0.0}],
    "resnet": varied(RESNET, {"layer_type": "basic"}, {"downsample_in_first_stage": True}, {"downsample_in_bottleneck": True}, {"num_channels": 1},
                     {"layer_type": "basic", "downsample_in_first_stage": True, "architectures": ["ResNetModel"]}),
    "beit": [*BEIT, SMALL | {"architectures": ["BeitModel"]}],
    "data2vec-vision": BEIT,
    "mllama_vision_model": varied(TILES, {"image_size": 48}, {"num_global_layers": 2}, {"attention_heads": 6}, {"num_channels": 1},
                                  {"max_num_tiles": 2, "supported_aspect_ratios": [[1, 1], [1, 2], [2, 1]]}),
    # The default's widths do not fit its own adapter: this is the one with the intermediate size of the published models.
    "llama4_vision_model": [{"hidden_size": 1408}, *varied(FOLDED, {"num_attention_heads": 6}, {"image_size": 64}, {"num_channels": 1},
                            {"pixel_shuffle_ratio": 0.25, "intermediate_size": 768})[1:]],
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
    "deit": ("deit", "DeiTForImageClassification"),
    "clip_text_model": ("clip", "CLIPTextModel"),
    "clipseg_text_model": ("clipseg", "CLIPSegTextModel"),
    "metaclip_2_text_model": ("metaclip_2", "MetaClip2TextModel"),
    "owlvit_text_model": ("owlvit", "OwlViTTextModel"),
    "owlv2_text_model": ("owlv2", "Owlv2TextModel"),
    "siglip_text_model": ("siglip", "SiglipTextModel"),
    "siglip2_text_model": ("siglip2", "Siglip2TextModel"),
    "mllama_vision_model": ("mllama", "MllamaVisionModel"),
    "llama4_vision_model": ("llama4", "Llama4VisionModel"),
    "blip_vision_model": ("blip", "BlipVisionModel"),
    "blip_2_vision_model": ("blip_2", "Blip2VisionModel"),
}
AUTO_CLASSES = {
    **dict.fromkeys(CASES, transformers.AutoModel),
    **dict.fromkeys(("regnet", "poolformer", "segformer", "mobilenet_v1", "vit_msn", "swin", "swinv2", "convnext", "convnextv2", "resnet", "ijepa", "dinov2", "dinov2_with_registers", "beit", "data2vec-vision"),
                    transformers.AutoModelForImageClassification),
    **dict.fromkeys(("vivit", "videomae", "timesformer"), transformers.AutoModelForVideoClassification),
    "vit_mae": transformers.AutoModelForPreTraining,
    "yolos": transformers.AutoModelForObjectDetection,
    **{name: model_class(*path) for name, path in CLASSES.items()},
}


def pair(size):
    return tuple(size) if isinstance(size, (list, tuple)) else (size, size)


def image(config, batch, sequence):
    channels = getattr(config, "num_channels", 3)
    # A network that takes any image is counted for one of 224 x 224 pixels.
    size = pair(getattr(config, "image_size", None) or 224)
    return {"pixel_values": torch.zeros((batch, channels, *size), device="meta")}


def text(config, batch, sequence):
    tokens = torch.zeros((batch, sequence), dtype=torch.long, device="meta")
    return {"input_ids": tokens}


def flat_patches(config, batch, sequence):
    width = config.num_channels * config.patch_size**2
    side = int(config.num_patches**0.5)
    return {"pixel_values": torch.zeros((batch, config.num_patches, width), device="meta"), "pixel_attention_mask": None,
            "spatial_shapes": torch.tensor([[side, side]] * batch)}


def tiles(config, batch, sequence):
    return {"pixel_values": torch.zeros((batch, 1, config.max_num_tiles, config.num_channels, config.image_size, config.image_size), device="meta"),
            "aspect_ratio_ids": torch.zeros((batch, 1), dtype=torch.long, device="meta"),
            "aspect_ratio_mask": torch.ones((batch, 1, config.max_num_tiles), dtype=torch.long, device="meta")}


def video(config, batch, sequence):
    return {"pixel_values": torch.zeros((batch, config.num_frames, config.num_channels, *pair(config.image_size)), device="meta")}


INPUTS = {
    **dict.fromkeys(CASES, image),
    **{name: text for name in CASES if name.endswith("text_model")},
    "siglip2_vision_model": flat_patches,
    "mllama_vision_model": tiles,
    **dict.fromkeys(("vivit", "videomae", "timesformer"), video),
}

# Norms, patches, tokens and positions by their usual names; factors of a sub-layer's output count as residual.
USUAL = [
    (r"decoder_embed", "embedding"),
    (r"decoder_pos_embed|time_embeddings", "position"),
    (r"decoder_pred|_classifier\.|bbox_predictor", "head"),
    (r"mask_token|detection_tokens|distillation_token", "embedding"),
    (r"temporal_dense", "attention.projections"),
    (r"temporal_attention\.attention$|attention\.attention$", "attention.core"),
    (r"downsample.*reduction", "convolution"),
    (r"pwconv|pointwise_conv", "feedForward"),
    (r"grn", "norm"),
    (r"dwconv|depthwise_conv|convolution$|downsampl\w*\.0$|downsampl\w*\.1$|sequence_reduction$", "convolution"),
    (r"\.gamma$|layer_scale_parameter", "residual"),
    (r"layer_?scale|lambda_?[12]$", "residual"),
    (r"patch.*norm|layer_?norm|norm\d?$|layrnorm", "norm"),
    (r"patch_embedding\.linear", "embedding"),
    (r"patch_embed|patch_conv", "convolution"),
    (r"class_pos_emb|positional_embedding|pos_embed|relative_position_bias|shared_position_bias", "position"),
    (r"attention\.attention$", "attention.core"),
    (r"visual_projection|text_projection|^head", "head"),
]
COMPONENTS = dict.fromkeys(CASES, USUAL) | {
    "siglip2_vision_model": [(r"patch_embedding", "embedding"), *USUAL],
    "llama4_vision_model": [(r"vision_adapter", "other"), *USUAL],
    "dinov3_convnext": [(r"stages\.0\.downsample_layers\.0$|stages\.[1-9]\.downsample_layers\.1$", "convolution"), (r"downsample_layers", "norm"), *USUAL],
    "poolformer": [(r"patch_embeddings", "convolution"), (r"output\.conv", "feedForward"), (r"layer_scale", "residual"), *USUAL],
    "regnet": [(r"\.attention\.\d$", "convolution"), *USUAL],
    "segformer": [(r"patch_embeddings\.proj$", "convolution"), (r"sequence_reduction\.sequence_reduction$", "convolution"), *USUAL],
    **dict.fromkeys(("convnext", "convnextv2"), [(r"downsampling_layer\.0$", "norm"), *USUAL]),
    "swinv2": [(r"continuous_position_bias", "position"), (r"logit_scale|attention\.self$", "attention.core"), *USUAL],
    "mllama_vision_model": [(r"gate_(attn|ffn)", "residual"), (r"positional_embedding", "position"), *USUAL],
}


def without_mask(model):
    """An image without padding needs no mask; the library would look into the mask's data to know, which meta tensors lack."""
    sys.modules[type(model).__module__].create_bidirectional_mask = lambda *arguments, **named: None


def one_image_at_a_time(model):
    """The plain path lets all images of a batch into one square of scores and masks them: each is counted alone."""
    plain = model.forward

    def forward(pixel_values):
        outputs = [plain(image[None]) for image in pixel_values]
        return type(outputs[0])(last_hidden_state=torch.cat([output.last_hidden_state for output in outputs]))

    model.forward = forward


PREPARE = {
    **dict.fromkeys(("idefics2_vision", "idefics3_vision", "smolvlm_vision", "siglip2_vision_model"), without_mask),
    "pixtral": one_image_at_a_time,
}
