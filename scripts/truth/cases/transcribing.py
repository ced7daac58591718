"""Nemotron 3.5 Transcribe: two encoders of sound, one for what is said and one for who speaks, in front of Nemotron-H."""
import sys

import torch
import transformers

from cases.hybrids import COMPONENTS as HYBRIDS
from cases.hybrids import NEMOTRON

EAR = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 3, "num_attention_heads": 4, "num_mel_bins": 20}
WHO = {"hidden_size": 32, "intermediate_size": 70, "num_hidden_layers": 2, "num_attention_heads": 2, "num_mel_bins": 20}
WHEN = {"hidden_size": 48, "intermediate_size": 60, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 90, "blank_token_id": 89}
TEXT = NEMOTRON | {"model_type": "nemotron_h", "hybrid_override_pattern": "ME*-", "num_hidden_layers": 4}
CHUNKS = {"chunk_length": 70, "chunk_right_context": 20, "chunk_left_context": 10, "fifo_length": 40, "speaker_cache_update_period": 60}


def small(text={}, ear={}, who={}, head={}, cache={}, diarization={}, when={}, own={}):
    tower = WHO | who
    parts = {"audio_config": tower, "head_config": {"hidden_size": 24, "audio_hidden_size": tower["hidden_size"]} | head, "streaming_config": {"speaker_cache_length": 60} | cache}
    return {"text_config": TEXT | text, "audio_config": {"asr_config": EAR | ear, "diarization_config": {"model_type": "nemotron3_diarization"} | parts | diarization}, "word_timestamp_config": WHEN | when} | own


FOURTH, SEVENTH = {"subsampling_factor": 4}, {"subsampling_factor": 7}
CASES = {"nemo_speechlm": [
    {}, small(), small(diarization=CHUNKS), small(diarization=CHUNKS | {"fifo_length": 100, "chunk_left_context": 0}, cache={"speaker_cache_length": 100}),
    small(ear=FOURTH, who=FOURTH, head=FOURTH, cache=FOURTH, when={"upsampling_factor": 3}), small(ear=SEVENTH, who=SEVENTH, head=SEVENTH, cache=SEVENTH, diarization=CHUNKS),
    small(head={"num_speakers": 5, "hidden_size": 30}, cache={"num_speakers": 5}, who={"hidden_size": 40, "num_hidden_layers": 1}), small(ear={"hidden_size": 64, "num_mel_bins": 16}, who={"num_mel_bins": 16}, when={"hidden_size": 64}),
    small(text={"hybrid_override_pattern": "M*M*", "mlp_bias": True}), small(text={"layers_block_type": ["mamba", "moe", "attention"]}, own={"tie_word_embeddings": True}), small(own={"architectures": ["Nemotron3_5TranscribeModel"]}),
    small(ear={"head_dim": 16}, who={"head_dim": 20}, when={"num_hidden_layers": 1}), {"text_config": TEXT, "audio_config": {"asr_config": EAR | {"num_mel_bins": 128}}}]}
AUTO_CLASSES = {"nemo_speechlm": transformers.AutoModelForSeq2SeqLM}
COMPONENTS = {"nemo_speechlm": [(r"projector", "other"), (r"upsampler", "convolution"), (r"word_timestamp_head", "head"), *HYBRIDS["nemotron_h"]]}


def prepared(model):
    """No masks that would look into data, and the language model's mixers by names that tell them apart."""
    for module in {type(part).__module__ for part in model.modules()}:
        for name in ("create_recurrent_attention_mask", "create_bidirectional_mask"):
            if hasattr(sys.modules[module], name):
                setattr(sys.modules[module], name, lambda *given, **named: None)
    names = {"full_attention": "self_attn", "mlp": "mlp"}
    for block in getattr(model, "model", model).language_model.layers:
        if block.block_type in names:
            block.__dict__["mixer"] = block._modules[names[block.block_type]] = block._modules.pop("mixer")


def heard(model, config):
    """Without the last step of get_audio_features, which leaves out what was padded: that would read data."""
    inner = getattr(model, "model", model)
    factor = config.audio_config.subsampling_factor
    frames = -(-3000 // factor) * factor

    def run():
        mels = torch.zeros((1, frames, config.audio_config.asr_config.num_mel_bins), device="meta")
        inner.multi_modal_projector(inner.audio_tower(mels).last_hidden_state)
    return run


PREPARE = {"nemo_speechlm": prepared}
TOWERS = {"nemo_speechlm": {"audio": heard}}
