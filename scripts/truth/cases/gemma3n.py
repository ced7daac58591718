"""Gemma 3n with its towers: timm's MobileNet v5 for an image, a chunked conformer for half a minute of sound."""
import torch
import transformers

from cases.decoders import CASES as DECODERS, COMPONENTS as DECODER_COMPONENTS
from cases.image_text import UNTIED

NANO = next(case for case in DECODERS["gemma3n_text"] if case)
SOUND = {"hidden_size": 48, "conf_num_hidden_layers": 2, "conf_num_attention_heads": 4, "sscp_conv_channel_size": [16, 8], "input_feat_size": 32}


def variant(text={}, vision={}, sound={}, **own):
    return {"text_config": NANO | text, "vision_config": vision, "audio_config": SOUND | sound} | own


CASES = {"gemma3n": [
    {}, variant(), variant(**UNTIED), variant(text=UNTIED), variant(text={"attention_bias": True}, vision={"vocab_size": 20}, sound={"vocab_size": 30}),
    variant(sound={"conf_attention_chunk_size": 8, "conf_attention_context_left": 6, "conf_attention_context_right": 3, "conf_conv_kernel_size": 3}),
    variant(sound={"sscp_conv_kernel_size": [[3, 3], [5, 3]], "sscp_conv_stride_size": [[2, 2], [1, 2]], "conf_reduction_factor": 2}),
    variant(text={"altup_num_inputs": 2, "laurel_rank": 12}, sound={"conf_num_attention_heads": 6}),
]}
AUTO_CLASSES = {"gemma3n": transformers.AutoModelForImageTextToText}


def picture(model, config):
    def run():
        features = model.model.vision_tower(pixel_values=torch.zeros((1, 3, 768, 768), device="meta"), do_pooling=False).last_hidden_state
        model.model.embed_vision(inputs_embeds=features.flatten(2).transpose(1, 2))
    return run


def half_a_minute(model, config):
    def run():
        mel = torch.zeros((1, 3000, config.audio_config.input_feat_size), device="meta")
        model.model.get_audio_features(mel, torch.zeros((1, 3000), dtype=torch.bool, device="meta"))
    return run


TOWERS = {"gemma3n": {"vision": picture, "audio": half_a_minute}}
COMPONENTS = {"gemma3n": [
    (r"embed_(vision|audio)\..*norm", "norm"), (r"embed_(vision|audio)\.embedding_projection", "other"), (r"embed_(vision|audio)", "embedding"),
    (r"layer_scale", "other"), (r"(\.bn\d?|norm)$", "norm"), (r"timm_model.*attn\.\w+\.proj", "attention.projections"), (r"timm_model.*attn$", "attention.core"),
    (r"timm_model|conv_\d\.conv|depthwise_conv1d", "convolution"), (r"input_proj", "embedding"), (r"pos_proj", "position"), (r"tower.*norm", "norm"),
    (r"lconv1d|ffw_layer", "feedForward"), (r"attention\.post|per_dim_scale", "attention.projections"), (r"relative_position_embedding", "attention.core"), (r"audio_tower.*\.attn$", "attention.projections"),
    *DECODER_COMPONENTS["gemma3n_text"]]}
