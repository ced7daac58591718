"""Pairs of towers that meet: every sample is an image and a text; both towers run."""
import types

import torch
import transformers

from cases.vision import USUAL, flat_patches, image, without_mask

TEXT = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 300}
IMAGE = {"hidden_size": 48, "intermediate_size": 80, "num_hidden_layers": 3, "num_attention_heads": 6, "image_size": 32, "patch_size": 8}


def pairs(*variants):
    cases = [{}]
    for text, vision, own in ({}, {}, {}), *variants:
        cases.append({"text_config": TEXT | text, "vision_config": IMAGE | vision} | own)
    return cases


LONG = []
PROJECTED = pairs(({}, {}, {"projection_dim": 20}), ({"hidden_size": 60}, {}, {}), ({}, {"image_size": 40}, {}), ({"max_position_embeddings": 32}, {"num_channels": 1}, {}))
OWN = pairs(({"projection_size": 48}, {}, {}), ({"hidden_size": 60, "projection_size": 48}, {}, {}), ({}, {"image_size": 40}, {}), ({}, {"num_channels": 1}, {}))
FLATTENED = [case and case | {"vision_config": {k: v for k, v in case["vision_config"].items() if k != "image_size"} | {"num_patches": 9}}
             for case in OWN if not (case and case["vision_config"]["image_size"] != IMAGE["image_size"])]
CASES = {**dict.fromkeys(("clip", "metaclip_2", "owlvit", "owlv2"), PROJECTED), "siglip": OWN, "siglip2": FLATTENED}
# Both widths are one.
RATIO = {k: v for k, v in IMAGE.items() if k != "intermediate_size"} | {"mlp_ratio": 2}
CASES["tipsv2"] = [{}, *({"text_config": TEXT | text, "vision_config": RATIO | vision} for text, vision in (
    ({}, {}), ({"hidden_size": 72}, {"hidden_size": 72}), ({"num_hidden_layers": 1}, {"image_size": 40, "num_register_tokens": 2}), ({"intermediate_size": 64}, {"use_swiglu_ffn": True}), ({}, {"qkv_bias": False})))]
# Their default has fewer positions than the longer of the shapes that are counted.
for case in CASES["owlvit"]:
    LONG.append(case | {"text_config": case.get("text_config", {}) | {"max_position_embeddings": 40}})
CASES |= {"owlvit": LONG, "owlv2": LONG}
SMALL_PAIR = {"text_config": TEXT, "vision_config": IMAGE}
for name, prefix in (("clip", "CLIP"), ("metaclip_2", "MetaClip2"), ("siglip", "Siglip"), ("siglip2", "Siglip2")):
    classified = {"architectures": [f"{prefix}ForImageClassification"], "num_labels": 5}
    CASES[name] = [*CASES[name], CASES[name][1] | classified]
CASES["siglip"].append(SMALL_PAIR | {"architectures": ["SiglipForImageClassification"], "vision_config": IMAGE | {"vision_use_head": False}})
for name, prefix in (("owlvit", "OwlViT"), ("owlv2", "Owlv2")):
    detecting = {"architectures": [f"{prefix}ForObjectDetection"]}
    meeting = CASES[name][1] | {"projection_dim": 48}
    CASES[name] = [*CASES[name], *(case | detecting for case in (CASES[name][0], meeting, meeting | {"vision_config": IMAGE | {"hidden_size": 60, "image_size": 40}}))]
AUTO_CLASSES = dict.fromkeys(CASES, transformers.AutoModel)
COMPONENTS = dict.fromkeys(CASES, [(r"^(class|box|objectness)_head|^classifier", "head"), (r"logit_(scale|bias)|temperature|^\w+Model$", "other"), (r"norm|layrnorm", "norm"),
                                   (r"text_projection|(text|vision)_model\.head", "head"), *USUAL])
COMPONENTS["siglip2"] = [(r"patch_embedding", "embedding"), *COMPONENTS["siglip2"]]


def both(images):
    def inputs(config, batch, sequence):
        tokens = torch.zeros((batch, sequence), dtype=torch.long, device="meta")
        alone = config.architectures and config.architectures[0].endswith("ForImageClassification")
        return ({} if alone else {"input_ids": tokens}) | images(config.vision_config, batch, sequence)
    return inputs


INPUTS = dict.fromkeys(CASES, both(image)) | {"siglip2": both(flat_patches)}


def contrasted(model):
    """The training objective is made of the similarities, or of what stands on the towers."""
    if not type(model).__name__.endswith("ForImageClassification"):
        without_mask(model)
    forward = model.forward

    def objective(**inputs):
        outputs = forward(**inputs)
        objectness = getattr(outputs, "objectness_logits", None)
        return types.SimpleNamespace(logits=outputs.logits_per_text if "logits_per_text" in outputs else outputs.logits, pred_boxes=getattr(outputs, "pred_boxes", None),
                                     predicted_depth=objectness)
    model.forward = objective


PREPARE = dict.fromkeys(CASES, contrasted)
