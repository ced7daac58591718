"""Writes test/unit/energy/decoding-steps.json: the FLOPs of one more token in the library's own generate loop, of small
encoders and decoders on the processor, as torch.utils.flop_counter counts them."""

import json
import pathlib
import warnings

import torch
import transformers
from torch.utils.flop_counter import FlopCounterMode

TARGET = pathlib.Path(__file__).parents[2] / "test" / "unit" / "energy" / "decoding-steps.json"
PROMPT = 16
WRITTEN = 5
BART = {"d_model": 48, "encoder_layers": 2, "decoder_layers": 3, "encoder_attention_heads": 4, "decoder_attention_heads": 4, "encoder_ffn_dim": 100,
        "decoder_ffn_dim": 120, "vocab_size": 300, "max_position_embeddings": 64}
T5 = {"d_model": 48, "d_kv": 10, "d_ff": 100, "num_layers": 3, "num_decoder_layers": 2, "num_heads": 4, "vocab_size": 300}
GEMMA = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 16, "vocab_size": 300}
BERT = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 300}
WHISPER = {**{key: value for key, value in BART.items() if key != "max_position_embeddings"}, "max_source_positions": 50, "num_mel_bins": 20, "max_target_positions": 64,
           "pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2}
CASES = {
    "bart": BART,
    "marian": BART | {"pad_token_id": 0, "eos_token_id": 2},
    "t5": T5,
    "umt5": T5,
    "t5gemma": {"encoder": GEMMA, "decoder": GEMMA | {"num_hidden_layers": 3, "num_key_value_heads": 4, "cross_attention_hidden_size": 48}, "vocab_size": 300},
    "encoder-decoder": {"encoder": BERT | {"model_type": "bert"}, "decoder": BERT | {"model_type": "bert", "is_decoder": True, "add_cross_attention": True, "num_hidden_layers": 3}},
    "whisper": WHISPER,
}
TOKENS = {"pad_token_id": 0, "bos_token_id": 1, "decoder_start_token_id": 1}


def flops_of_writing(model, given, tokens):
    model.generation_config = transformers.GenerationConfig(**TOKENS, max_new_tokens=tokens, min_new_tokens=tokens)
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        model.generate(**given, do_sample=False)
    return counter.get_total_flops()


def step(model_type, values):
    config = transformers.CONFIG_MAPPING[model_type].from_dict(json.loads(json.dumps(values)))
    auto = transformers.AutoModelForSpeechSeq2Seq if model_type == "whisper" else transformers.AutoModelForSeq2SeqLM
    model = auto.from_config(config, attn_implementation="eager").eval()
    tokens = torch.ones((1, PROMPT), dtype=torch.long)
    given = {"input_features": torch.zeros((1, config.num_mel_bins, 2 * config.max_source_positions))} if model_type == "whisper" else {
        "input_ids": tokens, "attention_mask": torch.ones_like(tokens)}
    flops = flops_of_writing(model, given, WRITTEN) - flops_of_writing(model, given, WRITTEN - 1)
    return {"config": {"model_type": model_type, **values}, "prompt": PROMPT, "position": WRITTEN, "flops": flops}


def main():
    warnings.filterwarnings("ignore")
    transformers.logging.set_verbosity_error()
    steps = [step(model_type, values) for model_type, values in CASES.items()]
    lines = ",\n".join("    " + json.dumps(each) for each in steps)
    TARGET.write_text(f'{{\n  "countedBy": "torch {torch.__version__.partition("+")[0]}, transformers {transformers.__version__}",\n  "steps": [\n{lines}\n  ]\n}}\n')
    print(f"{TARGET.name}: {len(steps)} steps")


if __name__ == "__main__":
    main()
