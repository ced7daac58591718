"""Counts what PyTorch counts of diffusers' models and writes test/truth-diffusers/cases.json.

Like generate.py: on the meta device, one pass at the sample size with 77 text positions (U-Nets), or an image of
1024 x 1024 with 512 text positions (FLUX.1).

    pip install torch diffusers
    python scripts/truth/diffusion.py [--verify]
    npx prettier --write test/truth-diffusers
"""

import json
import pathlib
import sys

import diffusers
import torch
from diffusers.models.attention_processor import AttnProcessor
from torch.utils.flop_counter import FlopCounterMode

TARGET = pathlib.Path(__file__).parents[2] / "test" / "truth-diffusers" / "cases.json"
TEXT_POSITIONS, FLUX_TEXT_POSITIONS, FLUX_IMAGE_POSITIONS = 77, 512, 4096
TIME_IDS = 6

UNETS = [
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


def unet(config):
    model = diffusers.UNet2DConditionModel(**config)
    model.set_attn_processor(AttnProcessor())
    added = {}
    if config.get("addition_embed_type") == "text_time":
        pooled = config["projection_class_embeddings_input_dim"] - TIME_IDS * config["addition_time_embed_dim"]
        added["added_cond_kwargs"] = {"text_embeds": torch.zeros(1, pooled), "time_ids": torch.zeros(1, TIME_IDS)}
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
    cases = [count(unet, config) for config in UNETS] + [count(flux, config) for config in FLUXES]
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
