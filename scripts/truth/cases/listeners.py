"""Models that listen and write, or read and speak: sounds of ten seconds, texts of the shapes' length."""
import torch
import transformers

from cases.speech import CONFORMER_PARTS, PARAKEET, WAVE, frames_and_text, mel_frames, text, unmasked, wave, wave_and_text

DECODER = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 4, "head_dim": 12, "vocab_size": 90, "max_position_embeddings": 64}
COHERE = {k: v for k, v in DECODER.items() if k not in ("num_key_value_heads", "head_dim")}
STREAM = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 4, "sliding_windows": [[16, 4], [16, 0]]}
MOON = {"hidden_size": 48, "intermediate_size": 120, "num_hidden_layers": 3, "num_attention_heads": 4, "vocab_size": 90}
DIA_READ = {"hidden_size": 40, "intermediate_size": 80, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 4, "head_dim": 12, "vocab_size": 60}
DIA_SPEAK = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 3, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 16, "cross_num_attention_heads": 4,
             "cross_head_dim": 12, "cross_num_key_value_heads": 4, "cross_hidden_size": 40, "vocab_size": 70, "num_channels": 3, "pad_token_id": 67, "eos_token_id": 66, "bos_token_id": 68}
GRANITE = {"vocab_size": 40, "hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 4, "num_attention_heads": 4, "num_mel_bins": 20, "context_size": 32, "max_position_embeddings": 40}
T5 = {"hidden_size": 48, "encoder_layers": 2, "encoder_attention_heads": 4, "encoder_ffn_dim": 100, "decoder_layers": 3, "decoder_ffn_dim": 120, "decoder_attention_heads": 6, "conv_dim": [24, 32],
      "conv_stride": [20, 16], "conv_kernel": [10, 3], "num_conv_pos_embeddings": 16, "num_conv_pos_embedding_groups": 4, "encoder_max_relative_position": 20}
PIANO = {"vocab_size": 90, "composer_vocab_size": 5, "d_model": 48, "d_kv": 12, "d_ff": 100, "num_layers": 2, "num_heads": 4}
SEW = WAVE | {"position_buckets": 20, "max_position_embeddings": 40}
SEW_CASES = ({"squeeze_factor": 3}, {"conv_bias": True, "num_conv_pos_embeddings": 15}, {"share_att_key": False}, {"pos_att_type": ["c2p"]}, {"share_att_key": False, "pos_att_type": ["p2c"], "norm_rel_ebd": "none"},
             {"position_buckets": -1}, {"relative_attention": False}, {"feat_extract_norm": "layer", "num_attention_heads": 6}, {"architectures": ["SEWDForSequenceClassification"]}, {"architectures": ["SEWDModel"]})


def pairs(first, second, *switches, keys=("encoder_config", "decoder_config")):
    return [{}] + [dict(zip(keys, (first | over_first, second | over_second))) | own for over_first, over_second, own in (({}, {}, {}), *switches)]


CASES = {
    "canary": [{"encoder_config": PARAKEET, "decoder_config": {"hidden_size": 48, "num_attention_heads": 4, "num_key_value_heads": 4}}] + [case | {"vocab_size": 90} for case in pairs(
        PARAKEET, DECODER, ({"attention_bias": False}, {"attention_bias": False}, {}), ({}, {"head_dim": 16, "num_key_value_heads": 2}, {}),
        ({"subsampling_factor": 4}, {"num_hidden_layers": 1}, {"tie_word_embeddings": False}), ({}, {}, {"architectures": ["CanaryModel"]}))[1:]],
    "cohere_asr": [{"encoder_config": PARAKEET}] + [{"encoder_config": PARAKEET} | COHERE | over for over in (
        {}, {"attention_bias": False}, {"tie_word_embeddings": True}, {"num_key_value_heads": 2}, {"hidden_size": 60, "head_dim": 12}, {"architectures": ["CohereAsrModel"]})],
    # The library builds none without num_key_value_heads, which its defaults lack.
    "moonshine_streaming": [{"num_key_value_heads": 8}] + [{"encoder_config": STREAM | over_encoder} | MOON | {"num_key_value_heads": 4} | own for over_encoder, own in (
        ({}, {}), ({"hidden_size": 40}, {}), ({"attention_bias": True}, {"attention_bias": True}), ({"frame_ms": 10.0}, {"pad_head_dim_to_multiple_of": 8}), ({"num_key_value_heads": 2}, {"tie_word_embeddings": True}),
        ({"sample_rate": 8000}, {}), ({"sample_rate": 16100}, {}), ({"sample_rate": 24000, "frame_ms": 2.5}, {}), ({}, {"architectures": ["MoonshineStreamingModel"]}))],
    "dia": [case and case | {"delay_pattern": [0, 8, 9]} for case in pairs(DIA_READ, DIA_SPEAK, ({"num_key_value_heads": 2}, {}, {}), ({}, {"cross_num_key_value_heads": 2, "num_hidden_layers": 1}, {}), ({"hidden_size": 60}, {"cross_hidden_size": 60}, {}),
                 ({}, {}, {"architectures": ["DiaModel"]}))],
    "granite_speech5_ctc": [{}] + [{"encoder_config": GRANITE | over, "vocab_size": 40} | own for over, own in (
        ({}, {}), ({"subsample_layers": [1, 3]}, {}), ({"subsample_layers": [], "attention_bias": False}, {}), ({"conv_kernel_size": 5, "conv_expansion_factor": 3}, {}), ({"head_dim": 16, "num_hidden_layers": 5}, {"tie_word_embeddings": False}))],
    "granite_speech5_encoder": [{}] + [GRANITE | over for over in ({}, {"subsample_layers": [2]}, {"context_size": 40}, {"num_hidden_layers": 3, "subsample_layers": [0, 1, 2]}, {"num_mel_bins": 40})],
    "speecht5": [{"architectures": ["SpeechT5ForSpeechToText"]}, *(T5 | over for over in (
        {}, {"feat_extract_norm": "layer", "conv_bias": True}, {"num_conv_pos_embeddings": 15}, {"encoder_max_relative_position": 10}, {"tie_word_embeddings": False}, {"mask_time_prob": 0.0}))],
    "pop2piano": [{}, *(PIANO | over for over in ({}, {"feed_forward_proj": "relu"}, {"tie_word_embeddings": False}, {"num_decoder_layers": 3}, {"composer_vocab_size": 9, "d_kv": 16}))],
    "sew-d": [{}, SEW, *(SEW | over for over in SEW_CASES)],
}
AUTO_CLASSES = {**dict.fromkeys(("canary", "cohere_asr", "moonshine_streaming", "dia", "speecht5", "pop2piano"), transformers.AutoModelForSpeechSeq2Seq),
                **dict.fromkeys(("granite_speech5_ctc", "sew-d"), transformers.AutoModelForCTC), "granite_speech5_encoder": transformers.AutoModel}
# Its attention makes numbers on the processor, whatever the device.
DEVICES = {"sew-d": "cpu"}


def written(batch, sequence):
    tokens = text(batch, sequence)
    return {"decoder_input_ids": tokens, "decoder_attention_mask": torch.ones_like(tokens)}


def mel_and_text(config, batch, sequence):
    return mel_frames(config, batch, sequence) | written(batch, sequence)


def text_and_codes(config, batch, sequence):
    codes = torch.zeros((batch, sequence, config.decoder_config.num_channels), dtype=torch.long, device="meta")
    return {"input_ids": text(batch, sequence), "decoder_input_ids": codes}


def whole_pieces_and_text(config, batch, sequence):
    """As many whole pieces as ten seconds at the encoder's own rate have."""
    heard = config.encoder_config
    piece = int(round(heard.sample_rate * heard.frame_ms / 1000.0))
    return written(batch, sequence) | {"input_values": torch.zeros((batch, 10 * heard.sample_rate // piece * piece), device="meta")}


def stacked(config, batch, sequence):
    return {"input_features": torch.zeros((batch, 500, 4 * getattr(config, "encoder_config", config).num_mel_bins), device="meta")}


def song(config, batch, sequence):
    return {"input_features": torch.zeros((batch, sequence, config.d_model), device="meta"), "attention_mask": torch.ones_like(text(batch, sequence))} | written(batch, sequence)


INPUTS = {**dict.fromkeys(("canary", "cohere_asr"), mel_and_text), "moonshine_streaming": whole_pieces_and_text, "speecht5": wave_and_text, "dia": text_and_codes,
          **dict.fromkeys(("granite_speech5_ctc", "granite_speech5_encoder"), stacked), "pop2piano": song, "sew-d": wave}
HEARD = [(r"decoder\..*norm|layernorm", "norm"), (r"pos_emb$", "position"), (r"decoder\.proj$", "other"), (r"decoder\.layers.*mlp", "feedForward"), *[(f"encoder.*(?:{pattern})", name) for pattern, name in CONFORMER_PARTS]]
COMPONENTS = {
    **dict.fromkeys(("canary", "cohere_asr"), [(r"^model\.decoder\.layers.*encoder_attn\.", "crossAttention.projections"), (r"encoder_attn$", "crossAttention.core"), *HEARD]),
    "moonshine_streaming": [(r"gamma$|norm", "norm"), (r"pos_emb$", "position"), (r"log_k", "other"), (r"decoder\.proj$", "other"), (r"embedder", "convolution"), (r"mlp", "feedForward")],
    "dia": [(r"logits_dense", "head"), (r"norm", "norm"), (r"cross_attention$", "crossAttention.core"), (r"cross_attention\.", "crossAttention.projections"), (r"self_attention$", "attention.core")],
    **dict.fromkeys(("granite_speech5_ctc", "granite_speech5_encoder"), [(r"ctc_head|(^|\.)out(_mid)?$", "head"), (r"rel_pos_emb", "position"), (r"input_linear", "convolution"), (r"norm", "norm"), (r"\.conv\.", "convolution"), (r"feed_forward", "feedForward")]),
    "speecht5": [(r"pos_conv_embed|pe_k$", "position"), (r"norm", "norm"), (r"feature_encoder", "convolution"), (r"feature_projection|masked_spec", "embedding")],
    "pop2piano": [(r"mel_conditioner", "embedding"), (r"relative_attention_bias", "position"), (r"layer_norm", "norm")],
    "sew-d": [(r"upsample", "other"), (r"rel_embeddings", "position"), (r"LayerNorm", "norm"), *CONFORMER_PARTS],
}
PREPARE = {"speecht5": unmasked, "pop2piano": unmasked}
