"""Encoders and encoder-decoders of long texts, whose attention looks at blocks or windows."""
import transformers

from cases.encoders import SMALL, SMALL_BART, SMALL_T5, T5_SWITCHES, UNTIED, masked_text, text, two_texts, variants

WINDOWED = {"attention_window": 8}
LED = {key: value for key, value in SMALL_BART.items() if key != "max_position_embeddings"} | WINDOWED | {
    "max_encoder_position_embeddings": 64, "max_decoder_position_embeddings": 48}
LONG = SMALL_T5 | {"local_radius": 3}
GLOBAL = {"encoder_attention_type": "transient-global"}
STAGGERED = SMALL_BART | {"block_size": 8, "num_global_tokens": 4}

CASES = {
    "longformer": [{"num_hidden_layers": 2}] + [case for case in variants("longformer", SMALL | WINDOWED | {"max_position_embeddings": 66}, UNTIED, {"attention_window": [8, 16]}, {"type_vocab_size": 1}, {"num_attention_heads": 6})[1:]
                     if "Sequence" not in str(case) and "Question" not in str(case)],
    "led": [{"encoder_layers": 2, "decoder_layers": 2}, LED, LED | UNTIED, LED | {"attention_window": [8, 4]}, LED | {"encoder_layers": 1, "encoder_attention_heads": 6}, LED | {"architectures": ["LEDModel"]}],
    "longt5": variants("longt5", LONG, *T5_SWITCHES, {"local_radius": 6}, GLOBAL, GLOBAL | {"global_block_size": 5}, {"architectures": ["LongT5EncoderModel"]}),
    "pegasus_x": [{"encoder_layers": 2, "decoder_layers": 2}, STAGGERED, STAGGERED | UNTIED, STAGGERED | {"stagger_local_blocks": False}, STAGGERED | {"encoder_layers": 3, "block_size": 6}, STAGGERED | {"encoder_layers": 1}],
}
AUTO_CLASSES = {"longformer": transformers.AutoModelForMaskedLM, **dict.fromkeys(("led", "longt5", "pegasus_x"), transformers.AutoModelForSeq2SeqLM)}
DEVICES = dict.fromkeys(CASES, "cpu")
INPUTS = {"longformer": masked_text, **dict.fromkeys(("led", "longt5", "pegasus_x"), two_texts)}
COMPONENTS = {
    "led": [(r"longformer_self_attn$", "attention.core")],
    "longt5": [(r"global_input_layer_norm", "norm"), (r"GlobalSelfAttention$|LocalSelfAttention$", "attention.core"), (r"(Global|Local)SelfAttention\.\w+$", "attention.projections")],
    "pegasus_x": [(r"embed_global", "embedding")],
}
COMPONENTS["longt5"].insert(0, (r"relative_attention_bias", "position"))
