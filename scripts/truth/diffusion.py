"""Counts what PyTorch counts of diffusers' models and writes test/truth-diffusers/cases.json.

Like generate.py: on the meta device, one pass at the sample size with the text positions below, or an image of
1024 x 1024 with 512 text positions (FLUX.1, Qwen-Image).

    pip install torch diffusers
    python scripts/truth/diffusion.py [--verify]
    npx prettier --write test/truth-diffusers
"""

import json
import pathlib
import sys

import diffusers
import torch
from diffusers.models.attention_processor import Attention, AttnProcessor
from torch.utils.flop_counter import FlopCounterMode

TARGET = pathlib.Path(__file__).parents[2] / "test" / "truth-diffusers" / "cases.json"
TEXT_POSITIONS, FLUX_TEXT_POSITIONS, FLUX_IMAGE_POSITIONS = 77, 512, 4096
CAPTION_POSITIONS, SD3_TEXT_POSITIONS, SANA_TEXT_POSITIONS = 120, 333, 300
TIME_IDS = 6

SMALL = {"cross_attention_dim": 40, "attention_head_dim": 4, "sample_size": 16, "block_out_channels": [32, 64],
         "down_block_types": ["CrossAttnDownBlock2D", "DownBlock2D"],
         "up_block_types": ["UpBlock2D", "CrossAttnUpBlock2D"], "layers_per_block": 1}
UNETS = [
    {**SMALL, "num_class_embeds": 7, "time_embedding_dim": 48},
    {**SMALL, "class_embed_type": "timestep", "time_cond_proj_dim": 24},
    {**SMALL, "class_embed_type": "projection", "projection_class_embeddings_input_dim": 20},
    {**SMALL, "class_embed_type": "simple_projection", "projection_class_embeddings_input_dim": 20},
    {"cross_attention_dim": 768, "attention_head_dim": 8, "sample_size": 64},
    {"cross_attention_dim": 1024, "attention_head_dim": [5, 10, 20, 20], "sample_size": 96,
     "use_linear_projection": True},
    {"cross_attention_dim": 2048, "attention_head_dim": [5, 10, 20], "sample_size": 128, "use_linear_projection": True,
     "block_out_channels": [320, 640, 1280],
     "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
     "up_block_types": ["CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"],
     "transformer_layers_per_block": [1, 2, 10], "addition_embed_type": "text_time", "addition_time_embed_dim": 256,
     "projection_class_embeddings_input_dim": 2816},
    {"cross_attention_dim": 768, "in_channels": 9, "sample_size": 64},
    {"cross_attention_dim": 64, "attention_head_dim": 4, "sample_size": 32, "block_out_channels": [32, 64],
     "down_block_types": ["CrossAttnDownBlock2D", "DownBlock2D"],
     "up_block_types": ["UpBlock2D", "CrossAttnUpBlock2D"], "layers_per_block": 1,
     "resnet_time_scale_shift": "scale_shift"},
]
FLUXES = [
    {},
    {"guidance_embeds": True},
    {"num_layers": 2, "num_single_layers": 3, "attention_head_dim": 16, "num_attention_heads": 4,
     "joint_attention_dim": 32, "pooled_projection_dim": 24, "axes_dims_rope": [4, 4, 8]},
]

DITS = [
    {},
    {"num_layers": 3, "sample_size": 30, "patch_size": 4, "num_attention_heads": 4, "attention_head_dim": 24,
     "out_channels": 8, "attention_bias": False, "activation_fn": "geglu", "norm_elementwise_affine": True,
     "num_embeds_ada_norm": 10, "in_channels": 3},
]
PIXARTS = [
    {},
    {"sample_size": 64, "caption_channels": 4096},
    {"sample_size": 128, "caption_channels": 4096, "use_additional_conditions": False},
    {"num_layers": 2, "sample_size": 20, "patch_size": 3, "num_attention_heads": 4, "attention_head_dim": 24,
     "cross_attention_dim": 40, "attention_bias": False, "activation_fn": "swiglu", "norm_elementwise_affine": True,
     "use_additional_conditions": True, "out_channels": None},
]
TRANSFORMERS_2D = [
    {"num_layers": 28, "sample_size": 32, "patch_size": 2, "num_attention_heads": 16, "attention_head_dim": 72,
     "in_channels": 4, "out_channels": 8, "attention_bias": True, "activation_fn": "gelu-approximate",
     "num_embeds_ada_norm": 1000, "norm_type": "ada_norm_zero", "norm_elementwise_affine": False},
    {"num_layers": 2, "sample_size": 128, "patch_size": 2, "num_attention_heads": 4, "attention_head_dim": 24,
     "in_channels": 4, "cross_attention_dim": 96, "caption_channels": 48, "norm_type": "ada_norm_single"},
    {"num_layers": 2, "sample_size": 16, "patch_size": 2, "num_attention_heads": 4, "attention_head_dim": 24,
     "in_channels": 4, "cross_attention_dim": 40, "num_embeds_ada_norm": 7, "norm_type": "ada_norm_zero"},
]
SD3S = [
    {},
    {"num_layers": 24, "num_attention_heads": 24, "caption_projection_dim": 1536, "pos_embed_max_size": 192},
    {"num_layers": 4, "num_attention_heads": 4, "attention_head_dim": 16, "caption_projection_dim": 64,
     "sample_size": 31, "joint_attention_dim": 40, "pooled_projection_dim": 24, "qk_norm": "rms_norm",
     "dual_attention_layers": [0, 1, 9]},
    {"num_layers": 2, "num_attention_heads": 4, "attention_head_dim": 16, "caption_projection_dim": 64,
     "sample_size": 8, "qk_norm": "layer_norm", "dual_attention_layers": [1], "patch_size": 1, "out_channels": None},
]

STABLE_DIFFUSION_BLOCKS = {"down_block_types": ["DownEncoderBlock2D"] * 4, "up_block_types": ["UpDecoderBlock2D"] * 4,
                           "block_out_channels": [128, 256, 512, 512], "layers_per_block": 2}
AUTOENCODERS = [
    {},
    {**STABLE_DIFFUSION_BLOCKS, "sample_size": 512},
    {**STABLE_DIFFUSION_BLOCKS, "sample_size": 1024, "latent_channels": 16, "use_quant_conv": False,
     "use_post_quant_conv": False},
    {"sample_size": 37, "block_out_channels": [32, 64, 96], "latent_channels": 3, "mid_block_add_attention": False,
     "down_block_types": ["DownEncoderBlock2D", "AttnDownEncoderBlock2D", "DownEncoderBlock2D"],
     "up_block_types": ["UpDecoderBlock2D", "AttnUpDecoderBlock2D", "UpDecoderBlock2D"], "out_channels": 1},
]
UNCONDITIONAL_UNETS = [
    {"sample_size": 64},
    {"sample_size": 32, "block_out_channels": [128, 256, 256, 256], "attention_head_dim": None,
     "down_block_types": ["DownBlock2D", "AttnDownBlock2D", "DownBlock2D", "DownBlock2D"],
     "up_block_types": ["UpBlock2D", "UpBlock2D", "AttnUpBlock2D", "UpBlock2D"], "downsample_padding": 0},
    {"sample_size": 16, "block_out_channels": [32, 64], "down_block_types": ["AttnDownBlock2D", "DownBlock2D"],
     "up_block_types": ["AttnUpBlock2D", "UpBlock2D"], "resnet_time_scale_shift": "scale_shift",
     "downsample_type": "resnet", "upsample_type": "resnet", "num_class_embeds": 11, "layers_per_block": 3},
    {"sample_size": 16, "block_out_channels": [32, 64], "down_block_types": ["DownBlock2D", "AttnDownBlock2D"],
     "up_block_types": ["AttnUpBlock2D", "UpBlock2D"], "time_embedding_type": "fourier", "add_attention": False,
     "attention_head_dim": 24, "class_embed_type": "timestep", "time_embedding_dim": 48},
    {"sample_size": 16, "block_out_channels": [32, 64], "down_block_types": ["DownBlock2D", "DownBlock2D"],
     "up_block_types": ["UpBlock2D", "UpBlock2D"], "time_embedding_type": "learned", "num_train_timesteps": 50,
     "mid_block_type": None, "in_channels": 1, "out_channels": 2},
]

QWEN_IMAGES = [
    {},
    {"num_layers": 2, "num_attention_heads": 4, "attention_head_dim": 16, "axes_dims_rope": [4, 4, 8],
     "joint_attention_dim": 40, "in_channels": 12, "out_channels": None, "zero_cond_t": True,
     "use_additional_t_cond": True},
]
COG_VIDEOS = [
    {},
    {"num_layers": 2, "num_attention_heads": 4, "attention_head_dim": 16, "sample_width": 21, "sample_height": 9,
     "sample_frames": 41, "patch_size_t": 2, "ofs_embed_dim": 32, "time_embed_dim": 32, "text_embed_dim": 40,
     "max_text_seq_length": 20, "attention_bias": False, "norm_elementwise_affine": False, "activation_fn": "geglu",
     "use_rotary_positional_embeddings": True, "out_channels": 3},
    {"num_layers": 1, "num_attention_heads": 4, "attention_head_dim": 16, "sample_width": 8, "sample_height": 8,
     "sample_frames": 9, "patch_bias": False},
]
SANAS = [
    {},
    {"num_layers": 2, "num_attention_heads": 4, "attention_head_dim": 16, "num_cross_attention_heads": 3,
     "cross_attention_head_dim": 20, "cross_attention_dim": 64, "caption_channels": 40, "mlp_ratio": 2.7,
     "attention_bias": True, "sample_size": 21, "patch_size": 2, "norm_elementwise_affine": True,
     "guidance_embeds": True, "qk_norm": "rms_norm_across_heads", "out_channels": None},
]


def unet(config):
    model = diffusers.UNet2DConditionModel(**config)
    model.set_attn_processor(AttnProcessor())
    added = {}
    if config.get("addition_embed_type") == "text_time":
        pooled = config["projection_class_embeddings_input_dim"] - TIME_IDS * config["addition_time_embed_dim"]
        added["added_cond_kwargs"] = {"text_embeds": torch.zeros(1, pooled), "time_ids": torch.zeros(1, TIME_IDS)}
    if config.get("time_cond_proj_dim"):
        added["timestep_cond"] = torch.zeros(1, config["time_cond_proj_dim"])
    if config.get("num_class_embeds"):
        added["class_labels"] = torch.zeros(1, dtype=torch.long)
    elif config.get("class_embed_type") == "timestep":
        added["class_labels"] = torch.zeros(1)
    elif config.get("class_embed_type"):
        added["class_labels"] = torch.zeros(1, config["projection_class_embeddings_input_dim"])
    side = config["sample_size"]
    latents = torch.zeros(1, config.get("in_channels", 4), side, side)
    text = torch.zeros(1, TEXT_POSITIONS, config["cross_attention_dim"])
    return model, lambda: model(latents, torch.zeros(1), text, **added)


def flux(config):
    model = diffusers.FluxTransformer2DModel(**config)
    inputs = {
        "hidden_states": torch.zeros(1, FLUX_IMAGE_POSITIONS, config.get("in_channels", 64)),
        "encoder_hidden_states": torch.zeros(1, FLUX_TEXT_POSITIONS, config.get("joint_attention_dim", 4096)),
        "pooled_projections": torch.zeros(1, config.get("pooled_projection_dim", 768)),
        "timestep": torch.zeros(1),
        "img_ids": torch.zeros(FLUX_IMAGE_POSITIONS, 3),
        "txt_ids": torch.zeros(FLUX_TEXT_POSITIONS, 3),
        "guidance": torch.zeros(1) if config.get("guidance_embeds") else None,
    }
    return model, lambda: model(**inputs)


def plain(model):
    """With attention as products, where the model can swap it."""
    for module in model.modules():
        if isinstance(module, Attention):
            module.set_processor(AttnProcessor())
    return model


def image_of(config, defaults):
    side = config.get("sample_size", defaults["sample_size"])
    return torch.zeros(1, config.get("in_channels", defaults["in_channels"]), side, side)


def conditions(model):
    """The inputs of a Transformer over patches besides the image."""
    said = model.config
    if said.norm_type == "ada_norm_zero":
        inputs = {"class_labels": torch.zeros(1, dtype=torch.long)}
    else:
        sizes = {"resolution": torch.zeros(1, 2), "aspect_ratio": torch.zeros(1, 1)}
        inputs = {"added_cond_kwargs": sizes if model.use_additional_conditions else
                  {"resolution": None, "aspect_ratio": None}}
    if said.get("cross_attention_dim") is not None:
        width = said.get("caption_channels") or said.cross_attention_dim
        inputs["encoder_hidden_states"] = torch.zeros(1, CAPTION_POSITIONS, width)
    return inputs


def patch_transformer(kind):
    def build(config):
        model = plain(kind(**config))
        inputs = conditions(model)
        latents = image_of(config, model.config)
        return model, lambda: model(latents, timestep=torch.zeros(1), **inputs)
    return build


def stable_diffusion_3(config):
    model = diffusers.SD3Transformer2DModel(**config)
    latents = image_of(config, model.config)
    text = torch.zeros(1, SD3_TEXT_POSITIONS, model.config.joint_attention_dim)
    pooled = torch.zeros(1, model.config.pooled_projection_dim)
    return model, lambda: model(latents, text, pooled, torch.zeros(1))


def autoencoder(config):
    model = plain(diffusers.AutoencoderKL(**config))
    image = image_of(config, model.config)
    return model, lambda: model(image)


def unconditional_unet(config):
    model = plain(diffusers.UNet2DModel(**config))
    latents = image_of(config, model.config)
    has_class = config.get("num_class_embeds") or config.get("class_embed_type")
    labels = torch.zeros(1, dtype=torch.long) if has_class else None
    learned = config.get("time_embedding_type") == "learned"
    steps = torch.zeros(1, dtype=torch.long if learned else torch.float)
    return model, lambda: model(latents, steps, class_labels=labels)


def qwen_image(config):
    model = diffusers.QwenImageTransformer2DModel(**config)
    side = int(FLUX_IMAGE_POSITIONS ** 0.5)
    inputs = {
        "hidden_states": torch.zeros(1, FLUX_IMAGE_POSITIONS, model.config.in_channels),
        "encoder_hidden_states": torch.zeros(1, FLUX_TEXT_POSITIONS, model.config.joint_attention_dim),
        "timestep": torch.zeros(1),
        "img_shapes": [[(1, side, side)]],
        "additional_t_cond": torch.zeros(1, dtype=torch.long) if config.get("use_additional_t_cond") else None,
    }
    # The rotary tables need real numbers, and cost no product.
    rotary = tuple(torch.zeros(count, model.config.attention_head_dim // 2, dtype=torch.complex64)
                   for count in (FLUX_IMAGE_POSITIONS, FLUX_TEXT_POSITIONS))
    model.pos_embed.forward = lambda *_, **__: rotary
    return model, lambda: model(**inputs)


def cog_video(config):
    model = diffusers.CogVideoXTransformer3DModel(**config)
    said = model.config
    frames = (said.sample_frames - 1) // said.temporal_compression_ratio + 1
    frames += -frames % (said.patch_size_t or 1)
    patch = said.patch_size
    video = torch.zeros(1, frames, said.in_channels, said.sample_height // patch * patch,
                        said.sample_width // patch * patch)
    text = torch.zeros(1, said.max_text_seq_length, said.text_embed_dim)
    ofs = torch.zeros(1) if said.ofs_embed_dim else None
    return model, lambda: model(video, text, torch.zeros(1), ofs=ofs)


def sana(config):
    model = diffusers.SanaTransformer2DModel(**config)
    side = model.config.sample_size // model.config.patch_size * model.config.patch_size
    latents = torch.zeros(1, model.config.in_channels, side, side)
    text = torch.zeros(1, SANA_TEXT_POSITIONS, model.config.caption_channels)
    guidance = torch.zeros(1) if config.get("guidance_embeds") else None
    return model, lambda: model(latents, text, torch.zeros(1), guidance=guidance)


CASES = [
    (unet, UNETS),
    (autoencoder, AUTOENCODERS),
    (unconditional_unet, UNCONDITIONAL_UNETS),
    (flux, FLUXES),
    (patch_transformer(diffusers.DiTTransformer2DModel), DITS),
    (patch_transformer(diffusers.PixArtTransformer2DModel), PIXARTS),
    (patch_transformer(diffusers.Transformer2DModel), TRANSFORMERS_2D),
    (stable_diffusion_3, SD3S),
    (qwen_image, QWEN_IMAGES),
    (cog_video, COG_VIDEOS),
    (sana, SANAS),
]


def count(build, config):
    with torch.device("meta"):
        model, run = build(config)
        with FlopCounterMode(display=False) as forward:
            run()
        with FlopCounterMode(display=False) as both:
            run().sample.sum().backward()
    return {"config": {"_class_name": type(model).__name__, **config},
            "parameters": sum(tensor.numel() for tensor in model.parameters()),
            "forward": forward.get_total_flops(), "forwardAndBackward": both.get_total_flops()}


def main():
    cases = [count(build, config) for build, configs in CASES for config in configs]
    versions = f"torch {torch.__version__.partition('+')[0]}, diffusers {diffusers.__version__}"
    lines = ",\n".join("    " + json.dumps(case) for case in cases)
    text = f'{{\n  "countedBy": {json.dumps(versions)},\n  "cases": [\n{lines}\n  ]\n}}\n'
    if "--verify" in sys.argv:
        same = TARGET.exists() and json.loads(TARGET.read_text()) == json.loads(text)
        print("same" if same else "DIFFERENT")
        sys.exit(0 if same else 1)
    TARGET.write_text(text)
    print(f"{TARGET.name}: {len(cases)} cases")


if __name__ == "__main__":
    main()
