"""Models of sound: their cases, and one sound of ten seconds (or of the configuration's own length) as input."""
import types

import torch
import transformers

SMALL = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 30}
WAVE = SMALL | {"conv_dim": [24, 32, 40], "conv_kernel": [10, 4, 3], "conv_stride": [20, 8, 4], "num_conv_pos_embeddings": 16,
                "num_conv_pos_embedding_groups": 4, "num_feat_extract_layers": 3}
SAMPLES = 160_000


def varied(small, *variants):
    return [{}, small, *(small | variant for variant in variants)]


COMMON = varied(WAVE, {"conv_bias": True}, {"num_attention_heads": 6, "num_conv_pos_embeddings": 15}, {"feat_extract_norm": "layer"},
                {"feat_extract_norm": "layer", "do_stable_layer_norm": True})
ADAPTER = {"add_adapter": True, "num_adapter_layers": 2}
CASES = {
    "wav2vec2": [*COMMON, WAVE | ADAPTER, WAVE | ADAPTER | {"output_hidden_size": 30},
                 WAVE | {"do_stable_layer_norm": True, "feat_extract_norm": "layer", "adapter_attn_dim": 8},
                 WAVE | {"classifier_proj_size": 20, "architectures": ["Wav2Vec2ForSequenceClassification"]},
                 WAVE | {"architectures": ["Wav2Vec2Model"]}],
    "hubert": [*COMMON, WAVE | {"feat_proj_layer_norm": False}, WAVE | {"conv_pos_batch_norm": True}],
    "unispeech": COMMON,
    "unispeech-sat": COMMON,
    "wavlm": [*COMMON, WAVE | {"num_buckets": 40}, WAVE | ADAPTER],
    "data2vec-audio": varied(WAVE | {"num_conv_pos_embeddings": 2, "conv_pos_kernel_size": 9}, {"conv_bias": True}, {"num_conv_pos_embeddings": 3},
                             {"num_attention_heads": 6}, ADAPTER),
    "audio-spectrogram-transformer": varied({k: v for k, v in SMALL.items() if k != "vocab_size"} | {"max_length": 60, "num_mel_bins": 32, "patch_size": 8},
                                            {"qkv_bias": False}, {"time_stride": 8, "frequency_stride": 8}, {"num_attention_heads": 6},
                                            {"id2label": {"0": "a", "1": "b", "2": "c"}}, {"architectures": ["ASTModel"]}),
}
AUTO_CLASSES = {**dict.fromkeys(CASES, transformers.AutoModelForCTC), "audio-spectrogram-transformer": transformers.AutoModelForAudioClassification}


def wave(config, batch, sequence):
    return {"input_values": torch.zeros((batch, SAMPLES), device="meta")}


def spectrogram(config, batch, sequence):
    return {"input_values": torch.zeros((batch, config.max_length, config.num_mel_bins), device="meta")}


INPUTS = {**dict.fromkeys(CASES, wave), "audio-spectrogram-transformer": spectrogram}

USUAL = [
    (r"pos_conv_embed.*layer_norm|pos_conv_embed.*batch_norm", "norm"),
    (r"pos_conv_embed|gru_rel_pos|rel_attn_embed", "position"),
    (r"adapter_layer\.norm|layer_?norm", "norm"),
    (r"adapter_layer", "feedForward"),
    (r"adapter\.", "other"),
    (r"feature_extractor", "convolution"),
    (r"feature_projection|masked_spec_embed", "embedding"),
    (r"lm_head|projector|classifier|layer_weights", "head"),
]
COMPONENTS = dict.fromkeys(CASES, USUAL) | {"audio-spectrogram-transformer": [(r"distillation_token", "embedding")]}


def separate_projections(model):
    """The fused call projects inside the attention module; the same products, each in the module that holds its matrix."""
    def attention(self, hidden_states, attention_mask, gated_position_bias):
        batch, frames, width = hidden_states.shape
        split = (batch, frames, self.num_heads, -1)
        query, key, value = (projection(hidden_states).view(split).transpose(1, 2) for projection in (self.q_proj, self.k_proj, self.v_proj))
        weights = (query @ key.transpose(2, 3) + gated_position_bias.view(batch, self.num_heads, frames, frames)).softmax(-1)
        return self.out_proj((weights @ value).transpose(1, 2).reshape(batch, frames, width)), weights

    for module in model.modules():
        if type(module).__name__ == "WavLMAttention":
            module.torch_multi_head_self_attention = types.MethodType(attention, module)


PREPARE = {"wavlm": separate_projections}
