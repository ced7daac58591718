"""A language model that hears through Fun-ASR's ear, and pairs of an ear and a decoder."""
import torch
import transformers

from cases.audio import WAVE, wave
from cases.pairs_more import hearing
from cases.pairs_recent import COMPONENTS as PAIRED, CROSSED, GPT2, MBART, pair, texts
from cases.speech import CONFORMER_PARTS, unmasked

EAR = {"model_type": "fun_asr_nano_encoder", "num_mel_bins": 20, "hidden_size": 32, "intermediate_size": 70, "num_hidden_layers": 5, "num_attention_heads": 4, "num_timestamp_prediction_layers": 2, "max_position_embeddings": 300}
ADAPTOR = {"hidden_size": 48, "num_attention_heads": 4, "intermediate_size": 12, "num_hidden_layers": 2, "projector_hidden_size": 60}
EARS = ({}, {"num_mel_bins": 16}, {"num_stacked_frames": 4, "fsmn_kernel_size": 5}, {"num_timestamp_prediction_layers": 0}, {"num_hidden_layers": 3, "num_attention_heads": 2})
LISTENER = {"model_type": "wav2vec2"} | WAVE
FRAMES = 167

CASES = {
    "fun_asr_nano_encoder": [{"num_hidden_layers": 20, "num_timestamp_prediction_layers": 5}, *({k: v for k, v in (EAR | over).items() if k != "model_type"} for over in EARS)],
    "fun_asr_nano": [case and case | {"adaptor_config": ADAPTOR} for case in hearing("qwen3", EAR, ({}, {}, {"tie_word_embeddings": False}), ({"num_key_value_heads": 4}, {"hidden_size": 40}, {}),
                     ({}, {"num_mel_bins": 16}, {}), ({"attention_bias": True}, {"fsmn_kernel_size": 7}, {}))],
    "speech-encoder-decoder": [
        pair({"model_type": "wav2vec2"}, {"model_type": "bert"} | CROSSED), pair(LISTENER, GPT2), pair(LISTENER | {"hidden_size": 60, "num_attention_heads": 6}, texts("bert") | CROSSED), pair(LISTENER | {"hidden_size": 24}, MBART),
        pair(LISTENER | {"add_adapter": True, "num_adapter_layers": 2}, texts("roberta") | CROSSED), pair(LISTENER | {"model_type": "hubert"}, texts("bert", num_hidden_layers=3) | CROSSED)],
}
AUTO_CLASSES = {"fun_asr_nano_encoder": transformers.AutoModel, "fun_asr_nano": transformers.AutoModelForSpeechSeq2Seq, "speech-encoder-decoder": transformers.AutoModelForSpeechSeq2Seq}


def heard(config, batch, sequence):
    features = torch.zeros((batch, FRAMES, config.num_mel_bins * config.num_stacked_frames), device="meta")
    return {"input_features": features, "input_features_mask": torch.ones(features.shape[:2], dtype=torch.long, device="meta")}


def wave_and_text(config, batch, sequence):
    tokens = torch.zeros((batch, sequence), dtype=torch.long, device="meta")
    return {"inputs": wave(config, batch, sequence)["input_values"], "decoder_input_ids": tokens, "decoder_attention_mask": torch.ones_like(tokens)}


def ear(model, config):
    def run():
        unmasked(model)
        sound = heard(config.audio_config, 1, 0)
        states = model.model.audio_tower(**sound).last_hidden_state
        model.model.multi_modal_projector(states, sound["input_features_mask"])
    return run


INPUTS = {"fun_asr_nano_encoder": heard, "speech-encoder-decoder": wave_and_text}
TOWERS = {"fun_asr_nano": {"audio": ear}}
COMPONENTS = {
    "fun_asr_nano_encoder": [(r"fsmn", "convolution"), (r"mlp", "feedForward")],
    "fun_asr_nano": [(r"multi_modal_projector", "other"), (r"fsmn", "convolution")],
    "speech-encoder-decoder": [(r"^decoder.*output_projection", "head"), *PAIRED["encoder-decoder"], *[(f"^encoder.*(?:{pattern})", name) for pattern, name in CONFORMER_PARTS]],
}
PREPARE = {"fun_asr_nano_encoder": unmasked}
