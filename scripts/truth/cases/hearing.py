"""Further language models that hear, and their ears."""
import torch
import transformers

from cases.hybrids import TIED
from cases.pairs_more import EAR, hearing
from cases.speech import unmasked

LISTENER = {key: value for key, value in EAR.items() if key != "max_source_positions"} | {"max_position_embeddings": 60}
CASES = {
    "musicflamingo": hearing("qwen2", EAR | {"model_type": "audioflamingo3_encoder"}, ({}, {}, TIED), ({"num_key_value_heads": 4}, {"hidden_size": 40}, {}), ({"hidden_size": 96}, {"max_source_positions": 40}, {}),
                             ({}, {}, {"projector_bias": False})),
    "glmasr": hearing("llama", LISTENER, ({}, {}, {"tie_word_embeddings": False}), ({"num_key_value_heads": 4}, {"intermediate_size": 64}, {}), ({"hidden_size": 96}, {"max_position_embeddings": 40}, {}),
                      ({}, {"num_mel_bins": 80}, {})),
    "moss_transcribe_diarize": hearing("qwen3", EAR, ({}, {}, {"tie_word_embeddings": False}), ({"num_key_value_heads": 4}, {"hidden_size": 40}, {}), ({"hidden_size": 96}, {"max_source_positions": 40}, {}),
                                       ({}, {"num_mel_bins": 64}, {"projector_bias": False}), ({}, {}, {"audio_merge_size": 3})),
    "moss_transcribe_diarize_audio": [{}, EAR, EAR | {"num_mel_bins": 64}, EAR | {"hidden_size": 48, "num_attention_heads": 6}, EAR | {"max_source_positions": 44}, EAR | {"num_hidden_layers": 1}],
    "glmasr_encoder": [{}, LISTENER, LISTENER | {"num_key_value_heads": 2}, LISTENER | {"num_mel_bins": 80}, LISTENER | {"hidden_size": 48, "num_attention_heads": 6}, LISTENER | {"max_position_embeddings": 44}],
}
AUTO_CLASSES = {**dict.fromkeys(("musicflamingo", "glmasr", "moss_transcribe_diarize"), transformers.AutoModelForSeq2SeqLM), "glmasr_encoder": transformers.AutoModel, "moss_transcribe_diarize_audio": transformers.AutoModel}
COMPONENTS = {
    **dict.fromkeys(("musicflamingo", "glmasr", "moss_transcribe_diarize"), [(r"multi_modal_projector", "other"), (r"audio_tower\.conv", "convolution")]),
    "moss_transcribe_diarize_audio": [(r"^conv\d", "convolution")],
    "glmasr_encoder": [(r"^conv\d", "convolution")],
}


def mel(audio, positions):
    return torch.zeros((1, audio.num_mel_bins, 2 * positions), device="meta")


def flamingo(model, config):
    def run():
        inner, audio = model.model, config.audio_config
        unmasked(inner.audio_tower)
        sound = mel(audio, audio.max_source_positions)
        states = inner.audio_tower(sound, input_features_mask=torch.ones((1, sound.shape[-1]), dtype=torch.long, device="meta")).last_hidden_state
        inner.multi_modal_projector(states)
    return run


def side_by_side(model, config):
    def run():
        inner, audio = model.model, config.audio_config
        states = inner.audio_tower(mel(audio, audio.max_position_embeddings)).last_hidden_state
        inner.multi_modal_projector(states.reshape(1, -1, audio.intermediate_size))
    return run


def merged(model, config):
    def run():
        inner, audio, size = model.model, config.audio_config, config.audio_merge_size
        states = inner.audio_tower(mel(audio, audio.max_source_positions)).last_hidden_state
        inner.multi_modal_projector(states.reshape(1, -1, size * audio.hidden_size))
    return run


TOWERS = {"moss_transcribe_diarize": {"audio": merged}, "musicflamingo": {"audio": flamingo}, "glmasr": {"audio": side_by_side}}
INPUTS = {"moss_transcribe_diarize_audio": lambda config, batch, sequence: {"input_features": torch.zeros((batch, config.num_mel_bins, 2 * config.max_source_positions), device="meta")},
          "glmasr_encoder": lambda config, batch, sequence: {"input_features": torch.zeros((batch, config.num_mel_bins, 2 * config.max_position_embeddings), device="meta")}}
