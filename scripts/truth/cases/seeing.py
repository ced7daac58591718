"""Text encoders that see."""
import torch
import transformers

from cases.encoders import squarely_masked_text

EYE = {"model_type": "siglip_vision_model", "hidden_size": 32, "intermediate_size": 70, "num_hidden_layers": 2, "num_attention_heads": 4, "image_size": 64, "patch_size": 8}
WORDS = {"model_type": "modernbert", "hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 3, "num_attention_heads": 4, "vocab_size": 300, "pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2, "cls_token_id": 1, "sep_token_id": 2}
ULTRA = {"model_type": "ultrabert", "hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 300, "prediction_head_size": 40}


def seeing(words, *switches):
    return [{}] + [{"text_config": words | over_words, "vision_config": EYE | over_eye} | own for over_words, over_eye, own in (({}, {}, {}), *switches)]


TIED = {"tie_word_embeddings": True}
CASES = {
    "modernvbert": seeing(WORDS, ({}, {}, TIED), ({"attention_bias": True}, {"patch_size": 16}, {}), ({"decoder_bias": False, "classifier_bias": True}, {"vision_use_head": False}, {}), ({}, {}, {"pixel_shuffle_factor": 2})),
    "ultravbert": seeing(ULTRA, ({}, {}, TIED), ({"attention_bias": True}, {"patch_size": 16}, {}), ({"num_key_value_heads": 2}, {"vision_use_head": False}, {}), ({}, {}, {"pixel_shuffle_factor": 2})),
}
AUTO_CLASSES = dict.fromkeys(CASES, transformers.AutoModelForMaskedLM)
INPUTS = dict.fromkeys(CASES, squarely_masked_text)
COMPONENTS = dict.fromkeys(CASES, [
    (r"connector", "other"), (r"vision_model\.head\.layernorm", "norm"), (r"vision_model\.head", "head"), (r"patch_embedding$", "convolution"), (r"projection_head\.norm", "norm"), (r"projection_head", "head")])


def image(model, config):
    if (config.vision_config.image_size // config.vision_config.patch_size) % config.pixel_shuffle_factor:
        return None  # the default image has a side that the factor does not divide

    def run():
        vision = config.vision_config
        states = model.model.vision_model(torch.zeros((1, 3, vision.image_size, vision.image_size), device="meta")).last_hidden_state
        model.model.connector(states)
    return run


TOWERS = dict.fromkeys(CASES, {"vision": image})
