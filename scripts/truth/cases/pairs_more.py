"""Further encoders and encoder-decoders, and language models that hear."""
import torch
import transformers

from cases.encoders import SMALL, SMALL_BART, SPARSE, UNTIED, text, two_texts
from cases.hybrids import TIED
from cases.speech import unmasked

GEMMA = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 3, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 12, "vocab_size": 300, "pad_token_id": 0}
XLM = {"emb_dim": 48, "n_layers": 2, "n_heads": 4, "vocab_size": 300}
XLM_CASES = [{"n_layers": 2}, XLM, XLM | UNTIED, XLM | {"n_langs": 5}, XLM | {"n_langs": 5, "use_lang_emb": False}, XLM | {"max_position_embeddings": 64, "n_heads": 6}]
BIRD = SMALL_BART | {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2}
LANGUAGES = SMALL | {"languages": ["en_XX", "de_DE", "fr_FR"]}


def module(**own):
    return {"encoder": GEMMA, "decoder": GEMMA | {"num_hidden_layers": 2}, "vocab_size": 300} | own


WORDS = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2, "vocab_size": 300, "pad_token_id": 0}
EAR = {"hidden_size": 32, "intermediate_size": 128, "num_hidden_layers": 2, "num_attention_heads": 4, "max_source_positions": 60}
WHISPER = {"d_model": 32, "encoder_layers": 2, "encoder_attention_heads": 4, "encoder_ffn_dim": 70, "max_source_positions": 60}


def hearing(words, ear, *switches):
    """The default, then small parts; each switch is laid over the text, the audio and the owner's config."""
    return [{}] + [{"text_config": WORDS | {"model_type": words} | over_words, "audio_config": ear | over_ear} | own
                   for over_words, over_ear, own in (({}, {}, {}), *switches)]


CASES = {
    "xlm": XLM_CASES,
    "flaubert": XLM_CASES,
    "xmod": [{}, LANGUAGES, LANGUAGES | UNTIED, LANGUAGES | {"adapter_reduction_factor": 3}, LANGUAGES | {"adapter_layer_norm": True}, LANGUAGES | {"pre_norm": True}],
    "bigbird_pegasus": [{"encoder_layers": 2, "decoder_layers": 2, "vocab_size": 2000}, BIRD, BIRD | UNTIED, BIRD | {"use_bias": True}, BIRD | {"decoder_layers": 1}, BIRD | {"max_position_embeddings": 128},
                        BIRD | SPARSE, BIRD | SPARSE | {"attention_type": "original_full", "use_bias": True}],
    "t5gemma": [{"encoder": {"num_hidden_layers": 2, "vocab_size": 2000}, "decoder": {"num_hidden_layers": 2, "vocab_size": 2000}}, module(), module(**UNTIED), module(encoder=GEMMA | {"hidden_size": 72}),
                module(decoder=GEMMA | {"head_dim": 16, "num_key_value_heads": 4}), module(encoder=GEMMA | {"attention_bias": True}, decoder=GEMMA | {"attention_bias": True})],
    "qwen2_audio": hearing("qwen2", WHISPER, ({}, {}, TIED), ({"num_key_value_heads": 4}, {"d_model": 40}, {}), ({"model_type": "llama"}, {"max_source_positions": 40}, {}),
                           ({}, {"num_mel_bins": 80}, {})),
    "audioflamingo3": hearing("qwen2", EAR, ({}, {}, TIED), ({"num_key_value_heads": 4}, {"hidden_size": 40}, {}), ({"hidden_size": 96}, {"max_source_positions": 40}, {}),
                              ({}, {"num_mel_bins": 80}, {})),
    "voxtral": hearing("llama", EAR, ({}, {}, TIED), ({"num_key_value_heads": 4}, {"intermediate_size": 64}, {}), ({"hidden_size": 96}, {"max_source_positions": 40}, {}),
                       ({}, {"num_mel_bins": 80}, {})),
}
HEARING = ("qwen2_audio", "audioflamingo3", "voxtral")
DEVICES = dict.fromkeys(("xlm", "flaubert", "xmod", "bigbird_pegasus", "t5gemma"), "cpu")
AUTO_CLASSES = {
    **dict.fromkeys(("xlm", "flaubert", "xmod"), transformers.AutoModelForMaskedLM),
    **dict.fromkeys(("bigbird_pegasus", "t5gemma", *HEARING), transformers.AutoModelForSeq2SeqLM),
}
COMPONENTS = {
    "xlm": [(r"attentions\.\d+$", "attention.core"), (r"attentions", "attention.projections"), (r"lang_embeddings", "embedding"), (r"ffns", "feedForward"), (r"pred_layer", "head")],
    "xmod": [(r"adapter_layer_norm", "norm"), (r"adapter_modules", "feedForward")],
    "bigbird_pegasus": [(r"self_attn\.self$", "attention.core")],
    "t5gemma": [(r"cross_attn\.\w+_proj$", "crossAttention.projections"), (r"cross_attn$", "crossAttention.core")],
    **dict.fromkeys(HEARING, [(r"multi_modal_projector", "other"), (r"audio_tower\.conv", "convolution")]),
}
COMPONENTS["flaubert"] = COMPONENTS["xlm"]
INPUTS = {
    **dict.fromkeys(("xlm", "flaubert"), text),
    "xmod": lambda config, batch, sequence: text(config, batch, sequence) | {"lang_ids": torch.zeros(batch, dtype=torch.long, device="meta")},
    **dict.fromkeys(("bigbird_pegasus", "t5gemma"), two_texts),
}


def full_attention(model):
    """As of BigBird alone, but for the cases of small blocks."""
    if model.config.block_size > 2:
        model.model.encoder.set_attention_type("original_full")


PREPARE = {"bigbird_pegasus": full_attention}


def window(model, config):
    def run():
        inner, audio = model.model, config.audio_config
        if type(model).__name__.startswith("AudioFlamingo"):
            unmasked(inner.audio_tower)
        mel = torch.zeros((1, audio.num_mel_bins, 2 * audio.max_source_positions), device="meta")
        mask = {} if type(model).__name__.startswith("Voxtral") else {"attention_mask": None} if type(model).__name__.startswith("Qwen") else {"input_features_mask": torch.ones((1, mel.shape[-1]), dtype=torch.long, device="meta")}
        states = inner.audio_tower(mel, **mask).last_hidden_state
        inner.multi_modal_projector(states.reshape(-1, audio.intermediate_size) if type(model).__name__.startswith("Voxtral") else states)
    return run


TOWERS = dict.fromkeys(HEARING, {"audio": window})
