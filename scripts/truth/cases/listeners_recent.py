"""Language models that hear, through ears of their own."""
import sys

import torch
import transformers

from cases.image_text_more import QUERY
from cases.pairs_more import WORDS

SPEECH = {"input_dim": 20, "num_layers": 4, "hidden_dim": 48, "num_heads": 4, "output_dim": 12, "context_size": 32, "max_pos_emb": 40}
QUERIES = {"model_type": "blip_2_qformer"} | QUERY | {"encoder_hidden_size": 48}
GRANITE = WORDS | {"model_type": "granite"}


def granite(*switches):
    """The default, then small parts; each switch is laid over the text, the encoder, the queries and the owner's config."""
    return [{}] + [{"text_config": GRANITE | words, "encoder_config": SPEECH | ear, "projector_config": QUERIES | queries} | own for words, ear, queries, own in (({}, {}, {}, {}), *switches)]


SWITCHES = (({}, {}, {}, {"tie_word_embeddings": False}), ({"num_key_value_heads": 4}, {"dim_head": 16, "num_layers": 5}, {"cross_attention_frequency": 1}, {}), ({"attention_bias": True}, {"conv_kernel_size": 8, "feedforward_mult": 3}, {"use_qformer_text_input": True}, {}),
            ({}, {"context_size": 40, "conv_expansion_factor": 3}, {"num_hidden_layers": 1}, {"window_size": 12, "downsample_rate": 4}), ({"model_type": "llama"}, {"num_layers": 1}, {"cross_attention_frequency": 3}, {}))
HEARS = {"hidden_size": 40, "intermediate_size": 70, "num_hidden_layers": 2, "num_attention_heads": 4, "head_dim": 12, "num_mel_bins": 20}
LIVE = {key: value for key, value in WORDS.items() if key != "pad_token_id"} | {"head_dim": 16, "num_attention_heads": 4}

CASES = {
    "granite_speech": granite(*SWITCHES),
    "granite_speech_plus": granite(*SWITCHES[:3], ({}, {"cat_hidden_layers": [0, 2]}, {"encoder_hidden_size": 144}, {}), ({}, {"cat_hidden_layers": [1]}, {"encoder_hidden_size": 96}, {"window_size": 10})),
    "voxtral_realtime": [{}] + [{"text_config": LIVE | words, "audio_config": HEARS | ear} | own for words, ear, own in (
        ({}, {}, {}), ({}, {}, {"tie_word_embeddings": False}), ({"num_key_value_heads": 4}, {"head_dim": 8}, {"downsample_factor": 2}), ({"head_dim": 12}, {"num_mel_bins": 16}, {"downsample_factor": 3}),
        ({"sliding_window": 8}, {"sliding_window": 4, "num_hidden_layers": 1}, {}), ({"sliding_window": None}, {"intermediate_size": 90}, {}))],
}
TOKENS = {"num_filters": 4, "downsampling_ratios": [4, 5, 8], "depths": [1, 2, 1, 3], "hidden_size": 12}
CASES["vibevoice_asr"] = [{}] + [{"text_config": WORDS | {"model_type": "qwen2"} | words, "acoustic_tokenizer_encoder_config": TOKENS | sound, "semantic_tokenizer_encoder_config": TOKENS | meaning} | own for words, sound, meaning, own in (
    ({}, {}, {}, {}), ({}, {"kernel_size": 5, "hidden_size": 20}, {"ffn_expansion": 3}, {"tie_word_embeddings": False}), ({"tie_word_embeddings": True}, {}, {"num_filters": 6}, {"acoustic_tokenizer_chunk_size": 320000}),
    ({"num_key_value_heads": 4}, {"depths": [0, 1, 1, 1], "channels": 1}, {"downsampling_ratios": [8, 20], "depths": [2, 1, 1]}, {}))]
AUTO_CLASSES = dict.fromkeys(CASES, transformers.AutoModelForSpeechSeq2Seq)


def live(config, batch, sequence):
    tokens = torch.zeros((batch, sequence), dtype=torch.long, device="meta")
    frames = 2 * config.downsample_factor * sequence
    return {"input_ids": tokens, "attention_mask": torch.ones_like(tokens), "input_features": torch.zeros((batch, config.audio_config.num_mel_bins, frames), device="meta")}


def heard(model, config):
    """None where the projector can't read what the encoder puts out, as in the library's default."""
    ear = config.encoder_config
    taken = len(getattr(ear, "cat_hidden_layers", None) or ()) + 1
    if config.projector_config.encoder_hidden_size != taken * ear.hidden_dim:
        return None
    return lambda: model.model.get_audio_features(torch.zeros((1, 1500, ear.input_dim), device="meta"))


def tokenized(model, config):
    return lambda: model.model.get_audio_features(torch.zeros((1, 1, 720000), device="meta"))


INPUTS = {"voxtral_realtime": live}
TOWERS = dict.fromkeys(("granite_speech", "granite_speech_plus"), {"audio": heard}) | {"vibevoice_asr": {"audio": tokenized}}
EAR_PARTS = [(r"projector", "other"), (r"encoder\.out(_mid)?$", "head"), (r"rel_pos_emb", "position"), (r"input_linear", "convolution"), (r"norm", "norm"), (r"\.conv\.", "convolution"), (r"\.ff\d\.", "feedForward")]
COMPONENTS = {**dict.fromkeys(("granite_speech", "granite_speech_plus"), EAR_PARTS), "vibevoice_asr": [(r"projector", "other"), (r"tokenizer_encoder.*conv$", "convolution"), (r"gamma$", "norm"), (r"ffn\.", "feedForward")], "voxtral_realtime": [(r"projector", "other"), (r"embedder", "convolution")]}


def lookup(model):
    """Without sounds there are no tokens of theirs to look for, which would read data that meta tensors don't have."""
    inner = model.model
    forward = inner.forward

    def embedded(input_ids, inputs_embeds=None, **rest):
        return forward(inputs_embeds=inner.get_input_embeddings()(input_ids), **rest)
    inner.forward = embedded


def live_masks(model):
    """A whole sound has nothing to mask but what comes later; whether it is packed would be read from its positions."""
    module = sys.modules[type(model).__module__]
    made = module.create_sliding_window_causal_mask
    module.create_sliding_window_causal_mask = lambda attention_mask, **rest: None if attention_mask is None else made(attention_mask=attention_mask, **rest)


PREPARE = {**dict.fromkeys(("granite_speech", "granite_speech_plus"), lookup), "voxtral_realtime": live_masks}
