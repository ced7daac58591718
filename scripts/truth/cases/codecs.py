"""Language models that read or speak a codec's frames: sounds of ten seconds at the codec's rate."""
import importlib

import torch
import transformers

MIMI = {"model_type": "mimi", "num_filters": 4, "upsampling_ratios": [5, 4], "hidden_size": 24, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 4, "intermediate_size": 40, "upsample_groups": 24, "codebook_size": 32,
        "codebook_dim": 12, "vector_quantization_hidden_dimension": 12, "num_quantizers": 4, "sampling_rate": 800, "sliding_window": 20}
KYUTAI = {"vocab_size": 90, "codebook_vocab_size": 33, "hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4, "ffn_dim": 100, "num_codebooks": 4, "audio_pad_token_id": 222, "audio_bos_token_id": 32, "bos_token_id": 3}
CASES, AUTO_CLASSES, COMPONENTS, INPUTS, TOWERS, PREPARE = {}, {}, {}, {}, {}, {}


def heard(codec, **own):
    return KYUTAI | {"codec_config": MIMI | codec} | own


CASES["kyutai_speech_to_text"] = [{}, heard({}), heard({}, num_key_value_heads=2, head_dim=16), heard({"use_conv_shortcut": True, "num_residual_layers": 2, "compress": 3}, ffn_dim=70),
                                  heard({"attention_bias": True, "num_key_value_heads": 2, "head_dim": 8}, num_codebooks=3, audio_pad_token_id=189), heard({"vector_quantization_hidden_dimension": 24, "codebook_dim": 24, "kernel_size": 5, "last_kernel_size": 5, "residual_kernel_size": 5}),
                                  heard({"frame_rate": 10.0, "upsample_groups": 6, "use_causal_conv": False}), heard({"sampling_rate": 820, "audio_channels": 2}, codebook_vocab_size=40, audio_pad_token_id=250), heard({}, tie_word_embeddings=True), heard({}, architectures=["KyutaiSpeechToTextModel"])]
AUTO_CLASSES["kyutai_speech_to_text"] = transformers.AutoModelForSpeechSeq2Seq
COMPONENTS["kyutai_speech_to_text"] = [(r"codec_model.*(seanet|downsample|upsample|quantizer)", "convolution"), (r"layer_scale", "residual")]


def text_and_codes(config, batch, sequence):
    tokens = torch.zeros((batch, sequence), dtype=torch.long, device="meta")
    return {"input_ids": torch.zeros((batch, sequence, config.num_codebooks + 1), dtype=torch.long, device="meta"), "attention_mask": torch.ones_like(tokens)}


def lengths_on_the_processor(model):
    """The codec's convolutions keep their sizes in buffers, which they look into; and its mask would look for packed sequences."""
    importlib.import_module("transformers.models.mimi.modeling_mimi").create_sliding_window_causal_mask = lambda **arguments: None
    for module in model.modules():
        if hasattr(module, "padding_total"):
            stride, kernel = module.conv.stride[0], (module.conv.kernel_size[0] - 1) * module.conv.dilation[0] + 1
            module.stride, module.kernel_size, module.padding_total = (torch.tensor(size, dtype=torch.int64) for size in (stride, kernel, kernel - stride))
            module.padding_right = module.padding_total // 2
            module.padding_left = module.padding_total - module.padding_right


def ten_seconds(model, config):
    codec = config.codec_config
    if not hasattr(model, "codec_model"):
        return None
    return lambda: model.codec_model.encode(torch.zeros((1, codec.audio_channels, 10 * codec.sampling_rate), device="meta"))


INPUTS["kyutai_speech_to_text"] = text_and_codes
PREPARE["kyutai_speech_to_text"] = lengths_on_the_processor
TOWERS["kyutai_speech_to_text"] = {"audio": ten_seconds}

WORDS = {"model_type": "qwen2", "hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2, "vocab_size": 300}
TOKENS = {"num_filters": 4, "downsampling_ratios": [4, 5, 8], "depths": [1, 2, 1, 3], "hidden_size": 12}
STEPS = {"num_hidden_layers": 2, "intermediate_size": 70, "frequency_embedding_size": 20}
CASES["vibevoice"] = [{}] + [{"text_config": WORDS | words, "audio_config": TOKENS | sound, "semantic_model_config": TOKENS | meaning, "diffusion_head_config": STEPS | steps} | own for words, sound, meaning, steps, own in (
    ({}, {}, {}, {}, {}), ({}, {"kernel_size": 5, "hidden_size": 20}, {"ffn_expansion": 3}, {"mlp_bias": True}, {}), ({"tie_word_embeddings": True}, {}, {"num_filters": 6, "hidden_size": 7}, {"num_hidden_layers": 3}, {}),
    ({"num_key_value_heads": 4}, {"depths": [0, 1, 1, 2], "channels": 1}, {"downsampling_ratios": [8, 20], "depths": [2, 1, 1]}, {"frequency_embedding_size": 32}, {}), ({}, {"downsampling_ratios": [5, 6]} | {"depths": [2, 1, 2]}, {}, {}, {"architectures": ["VibeVoiceModel"]}))]
AUTO_CLASSES["vibevoice"] = transformers.AutoModelForTextToWaveform
COMPONENTS["vibevoice"] = [(r"projector|connector|diffusion_head|latent_", "other"), (r"(audio_tower|tokenizer_encoder).*(conv|convtr)$", "convolution"), (r"gamma$", "norm"), (r"ffn\.", "feedForward")]


def voice(model, config):
    inner = getattr(model, "model", model)
    return lambda: inner.multi_modal_projector(inner.audio_tower.encode(torch.zeros((1, config.audio_config.channels, 720000), device="meta"), sample=False).latents)


TOWERS["vibevoice"] = {"audio": voice}
