"""OmniASR: an encoder of waves, alone, under letters and in front of a language model."""
import torch
import transformers

from cases.audio import SAMPLES, WAVE, varied
from cases.image_text import TEXT

EAR = {key: value for key, value in WAVE.items() if key not in ("vocab_size", "num_feat_extract_layers")}
SWITCHES = ({"conv_bias": False}, {"num_attention_heads": 6, "num_conv_pos_embeddings": 14}, {"conv_dim": [30, 20], "conv_kernel": [9, 5], "conv_stride": [40, 8]}, {"num_conv_pos_embedding_groups": 8, "intermediate_size": 70})
WORDS = TEXT | {"model_type": "llama"}

CASES = {
    "omniasr_audio": varied(EAR, *SWITCHES),
    "omniasr_ctc": [{}, {"audio_config": EAR, "vocab_size": 30}, *({"audio_config": EAR | switch, "vocab_size": 40} for switch in SWITCHES), {"audio_config": EAR, "architectures": ["OmniASRCTCModel"]}],
    "omniasr": [{}] + [{"text_config": WORDS | words, "audio_config": EAR | ear} for words, ear in (
        ({}, {}), ({"num_key_value_heads": 6}, SWITCHES[0]), ({"tie_word_embeddings": True}, SWITCHES[1]), ({"attention_bias": True, "head_dim": 20}, SWITCHES[2]), ({"mlp_bias": True, "model_type": "qwen2"}, SWITCHES[3]))],
}
AUTO_CLASSES = {"omniasr_audio": transformers.AutoModel, "omniasr_ctc": transformers.AutoModelForCTC, "omniasr": transformers.AutoModelForSpeechSeq2Seq}
EAR_PARTS = [(r"multi_modal_projector", "other"), (r"encode_positions", "position"), (r"layer_norm", "norm"), (r"subsampling\.projection", "embedding"), (r"subsampling", "convolution"), (r"ctc_head", "head")]
COMPONENTS = dict.fromkeys(CASES, EAR_PARTS)


def wave(config, batch, sequence):
    return {"input_values": torch.zeros((batch, 1, SAMPLES), device="meta")}


INPUTS = dict.fromkeys(("omniasr_audio", "omniasr_ctc"), wave)
TOWERS = {"omniasr": {"audio": lambda model, config: lambda: model.get_audio_features(torch.zeros((1, 1, SAMPLES), device="meta"))}}
