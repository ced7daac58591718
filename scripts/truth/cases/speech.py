"""Speech recognition: sounds of ten seconds in, as waves or as frames of a hundred a second; text or frames out."""
import sys

import torch
import transformers

SAMPLES = 160_000
FRAMES = 1000

S2T = {"d_model": 48, "encoder_layers": 2, "decoder_layers": 3, "encoder_ffn_dim": 100, "decoder_ffn_dim": 120, "encoder_attention_heads": 4,
       "decoder_attention_heads": 6, "vocab_size": 90, "conv_channels": 32}
MOONSHINE = {"hidden_size": 48, "intermediate_size": 100, "encoder_num_hidden_layers": 2, "decoder_num_hidden_layers": 3, "encoder_num_attention_heads": 4,
             "decoder_num_attention_heads": 4, "vocab_size": 90}
CONFORMER = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 30}
WAVE = CONFORMER | {"conv_dim": [24, 32, 40], "conv_kernel": [10, 4, 3], "conv_stride": [20, 8, 4], "num_conv_pos_embeddings": 16,
                    "num_conv_pos_embedding_groups": 4, "num_feat_extract_layers": 3}
PARAKEET = {k: v for k, v in CONFORMER.items() if k != "vocab_size"} | {"subsampling_conv_channels": 8, "num_mel_bins": 32}
PARAKEETS = [PARAKEET, PARAKEET | {"attention_bias": False, "convolution_bias": False}, PARAKEET | {"subsampling_factor": 4, "num_attention_heads": 6},
             PARAKEET | {"conv_kernel_size": 5, "subsampling_conv_kernel_size": 5}, PARAKEET | {"num_mel_bins": 64, "subsampling_factor": 2}]
LASR = PARAKEET
LASRS = [LASR, LASR | {"attention_bias": True, "convolution_bias": True}, LASR | {"conv_kernel_size": 7, "num_attention_heads": 6},
         LASR | {"subsampling_conv_kernel_size": 3, "subsampling_conv_stride": 3}]
QWEN = {"d_model": 48, "encoder_layers": 2, "encoder_ffn_dim": 100, "encoder_attention_heads": 4, "num_mel_bins": 20, "max_source_positions": 30}
ENCODER = {"hidden_size": 48, "num_hidden_layers": 2, "intermediate_size": 100, "num_attention_heads": 4, "num_mel_bins": 20, "max_source_positions": 30}


def encoders(small, heads):
    return [{}, small, small | {heads: 6, "num_mel_bins": 32}, small | {"max_source_positions": 31}, small | {"scale_embedding": True},
            *([] if small == QWEN else [QWEN])]


CASES = {
    "qwen2_audio_encoder": encoders(QWEN, "encoder_attention_heads"),
    "voxtral_encoder": encoders(ENCODER, "num_attention_heads"),
    "audioflamingo3_encoder": encoders(ENCODER, "num_attention_heads"),
    "sew": [{}, WAVE, WAVE | {"squeeze_factor": 3}, WAVE | {"squeeze_factor": 1}, WAVE | {"conv_bias": True, "num_conv_pos_embeddings": 15},
            WAVE | {"conv_dim": [24, 32, 48]}, WAVE | {"feat_extract_norm": "layer", "num_attention_heads": 6},
            WAVE | {"architectures": ["SEWForSequenceClassification"]}, WAVE | {"architectures": ["SEWModel"]}],
    "wav2vec2-bert": [{"architectures": ["Wav2Vec2BertModel"]}, CONFORMER, CONFORMER | {"position_embeddings_type": "relative"},
                      CONFORMER | {"position_embeddings_type": "rotary", "feature_projection_input_dim": 80}, CONFORMER | {"position_embeddings_type": None},
                      CONFORMER | {"left_max_position_embeddings": 20, "right_max_position_embeddings": 5, "conv_depthwise_kernel_size": 5},
                      CONFORMER | {"add_adapter": True, "num_adapter_layers": 2}, CONFORMER | {"mask_time_prob": 0.0},
                      CONFORMER | {"add_adapter": True, "output_hidden_size": 36, "use_intermediate_ffn_before_adapter": True, "adapter_stride": 3}],
    "parakeet_ctc": [{}, *({"encoder_config": encoder, "vocab_size": 40} for encoder in PARAKEETS)],
    "parakeet_encoder": [{}, *PARAKEETS],
    "lasr_ctc": [{}, *({"encoder_config": encoder, "vocab_size": 40} for encoder in LASRS)],
    "lasr_encoder": [{}, *LASRS, LASRS[0] | {"head_dim": 8}],
    "wav2vec2-conformer": [{"architectures": ["Wav2Vec2ConformerModel"]}, WAVE, WAVE | {"position_embeddings_type": "rotary"},
                           WAVE | {"position_embeddings_type": None, "feat_extract_norm": "layer"},
                           WAVE | {"conv_depthwise_kernel_size": 5, "num_attention_heads": 6, "conv_bias": True},
                           WAVE | {"add_adapter": True, "num_adapter_layers": 2, "output_hidden_size": 30},
                           WAVE | {"mask_time_prob": 0.0},
                           WAVE | {"architectures": ["Wav2Vec2ConformerForSequenceClassification"], "use_weighted_layer_sum": True}],
    "speech_to_text": [{}, S2T, S2T | {"num_conv_layers": 3, "conv_kernel_sizes": [5, 3, 4]}, S2T | {"input_feat_per_channel": 40, "input_channels": 2},
                       S2T | {"tie_word_embeddings": False}, S2T | {"num_conv_layers": 1, "conv_kernel_sizes": [7]},
                       S2T | {"architectures": ["Speech2TextModel"]}],
    "moonshine": [{}, MOONSHINE, MOONSHINE | {"attention_bias": True}, MOONSHINE | {"pad_head_dim_to_multiple_of": 8},
                  MOONSHINE | {"tie_word_embeddings": False}, MOONSHINE | {"encoder_num_attention_heads": 6, "decoder_num_attention_heads": 6}, MOONSHINE | {"decoder_num_attention_heads": 6},
                  MOONSHINE | {"architectures": ["MoonshineModel"]}],
}
AUTO_CLASSES = {**dict.fromkeys(("wav2vec2-bert", "parakeet_ctc", "lasr_ctc", "sew"), transformers.AutoModelForCTC),
                **dict.fromkeys(("parakeet_encoder", "lasr_encoder", "qwen2_audio_encoder", "voxtral_encoder", "audioflamingo3_encoder"), transformers.AutoModel), "wav2vec2-conformer": transformers.AutoModelForCTC, "speech_to_text": transformers.AutoModelForSpeechSeq2Seq, "moonshine": transformers.AutoModelForSpeechSeq2Seq}


def text(batch, sequence):
    return torch.zeros((batch, sequence), dtype=torch.long, device="meta")


def frames_and_text(config, batch, sequence):
    width = config.input_feat_per_channel * config.input_channels
    return {"input_features": torch.zeros((batch, FRAMES, width), device="meta"), "decoder_input_ids": text(batch, sequence),
            "decoder_attention_mask": torch.ones_like(text(batch, sequence))}


def wave_and_text(config, batch, sequence):
    return {"input_values": torch.zeros((batch, SAMPLES), device="meta"), "decoder_input_ids": text(batch, sequence),
            "decoder_attention_mask": torch.ones_like(text(batch, sequence))}


def wave(config, batch, sequence):
    return {"input_values": torch.zeros((batch, SAMPLES), device="meta")}


def stacked_frames(config, batch, sequence):
    return {"input_features": torch.zeros((batch, FRAMES // 2, config.feature_projection_input_dim), device="meta")}


def mel_frames(config, batch, sequence):
    bins = getattr(config, "encoder_config", config).num_mel_bins
    return {"input_features": torch.zeros((batch, FRAMES, bins), device="meta")}


def whole_window(config, batch, sequence):
    frames = 2 * config.max_source_positions
    mask = {"input_features_mask": torch.ones((batch, frames), dtype=torch.long, device="meta")} if config.model_type == "audioflamingo3_encoder" else {}
    return {"input_features": torch.zeros((batch, config.num_mel_bins, frames), device="meta")} | mask


INPUTS = {**dict.fromkeys(("qwen2_audio_encoder", "voxtral_encoder", "audioflamingo3_encoder"), whole_window), "sew": wave, "wav2vec2-bert": stacked_frames, **dict.fromkeys(("parakeet_ctc", "parakeet_encoder", "lasr_ctc", "lasr_encoder"), mel_frames),
          "wav2vec2-conformer": wave, "speech_to_text": frames_and_text, "moonshine": wave_and_text}
CONFORMER_PARTS = [(r"batch_norm|conv\.norm$", "norm"), (r"pos_bias_|self_attn\.bias_[uv]|distance_embedding|pos_conv_embed", "position"), (r"layer_?norm|norm", "norm"),
                   (r"conv_module|\.conv\.|subsampl", "convolution"), (r"adapter\..*self_attn\.", "attention.projections"), (r"adapter\..*self_attn$", "attention.core"),
                   (r"adapter\..*\.ffn\.|intermediate_ffn", "feedForward"), (r"adapter\.", "other"),
                   (r"feature_extractor", "convolution"), (r"feature_projection|masked_spec_embed", "embedding"),
                   (r"lm_head|ctc_head|projector|classifier|layer_weights", "head")]
COMPONENTS = {
    **dict.fromkeys(("qwen2_audio_encoder", "voxtral_encoder", "audioflamingo3_encoder"), [(r"^conv\d", "convolution")]),
    "sew": [(r"upsample", "other"), *CONFORMER_PARTS],
    **dict.fromkeys(("wav2vec2-bert", "parakeet_ctc", "parakeet_encoder", "lasr_ctc", "lasr_encoder"), CONFORMER_PARTS),
    "wav2vec2-conformer": CONFORMER_PARTS,
    "speech_to_text": [(r"encoder\.conv\.", "convolution")],
    "moonshine": [(r"groupnorm", "norm"), (r"encoder\.conv\d", "convolution")],
}


def unmasked(model):
    """A whole window has nothing to mask; whether that is so would be read from the mask, which meta tensors don't have."""
    sys.modules[type(model).__module__].create_bidirectional_mask = lambda **arguments: None


PREPARE = {"audioflamingo3_encoder": unmasked}
