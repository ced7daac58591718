"""Other uses of types that encoders.py, established.py, pairs.py and multimodal.py hold: encoders as decoders, decoders of
pairs alone, older spellings of a config, mixtures without experts."""
from transformers.models.auto import modeling_auto

from cases import decoders, encoders, established, hybrids, image_text_more, multimodal, pairs

MODULES = (established, encoders, decoders, hybrids, multimodal, pairs, image_text_more)
INPUTS = {}


def add(model_type, *cases):
    for module in MODULES:
        if model_type in module.CASES:
            module.CASES[model_type] = [*module.CASES[model_type], *cases]  # some types share one list


def wrapped(model_type, width="hidden_size"):
    """States of an encoder where the config asks for cross-attention; one text where the class is a decoder."""
    usual = {**established.INPUTS, **encoders.INPUTS}.get(model_type)

    def inputs(config, batch, sequence):
        named = config.architectures[0] if config.architectures else ""
        alone = named.endswith("ForCausalLM") and not getattr(config, "is_encoder_decoder_text", False)
        given = {"input_ids": encoders.tokens_of(batch, sequence)} if alone and width == "d_model" else (
            usual or decoders.INPUTS.get(model_type) or encoders.masked_text)(config, batch, sequence)
        if getattr(config, "add_cross_attention", False) or alone and width == "d_model":
            given["encoder_hidden_states"] = encoders.torch.zeros((batch, sequence, getattr(config, width)), device="meta")
        return given
    return inputs


CROSSED = {"is_decoder": True, "add_cross_attention": True}
for name in ("bert", "roberta", "electra", "xlm-roberta", "camembert", "data2vec-text", "megatron-bert", "xlm-roberta-xl", "roberta-prelayernorm",
             "rembert", "roformer", "roc_bert", "ernie", "big_bird"):
    causal = {"architectures": [modeling_auto.MODEL_FOR_CAUSAL_LM_MAPPING_NAMES[name]]}
    small = encoders.SMALL | ({"bos_token_id": 1, "eos_token_id": 2} if name == "rembert" else {})
    add(name, small | {"is_decoder": True} | causal, *([] if name == "big_bird" else [small | CROSSED | causal, small | CROSSED]))
    INPUTS[name] = wrapped(name)
COMPONENTS = {"roberta-prelayernorm": [(r"crossattention\.self$", "crossAttention.core"), (r"crossattention.*\.(query|key|value|dense)$", "crossAttention.projections"),
                                       *encoders.COMPONENTS.get("roberta-prelayernorm", ())]}
add("bert-generation", encoders.SMALL | CROSSED)
INPUTS["bert-generation"] = wrapped("bert-generation")

for name in ("bart", "blenderbot", "blenderbot-small", "marian", "mbart", "mvp", "pegasus", "plbart"):
    alone = next(case for case in (established.CASES | encoders.CASES)[name] if case) | {
        "architectures": [modeling_auto.MODEL_FOR_CAUSAL_LM_MAPPING_NAMES[name]]}
    add(name, alone, alone | {"tie_word_embeddings": False})
    INPUTS[name] = wrapped(name, "d_model")

SHORT = {"d_model": 48, "d_kv": 10, "d_ff": 100, "num_heads": 4, "vocab_size": 300}
for name in ("t5", "mt5", "umt5"):
    add(name, SHORT | {"num_hidden_layers": 2}, SHORT | {"num_hidden_layers": 2, "num_layers": 3}, SHORT | {"num_hidden_layers": 2, "num_decoder_layers": 1})

for name in ("clip", "metaclip_2", "chinese_clip", "altclip"):
    add(name, {"text_config": {"num_hidden_layers": 5}, "vision_config": {"hidden_size": 36}, "text_config_dict": pairs.TEXT, "vision_config_dict": pairs.IMAGE},
        {"text_config": pairs.TEXT, "vision_config": {}, "vision_config_dict": pairs.IMAGE})

NO_EXPERTS = established.GROUPED | {"num_experts": 0}
for name in ("qwen2_moe", "qwen3_moe"):
    add(name, NO_EXPERTS)
# As the library's own files spell it, which writes an alias of its class.
add("qwen3_moe", established.EXPERTS | {"num_local_experts": 6}, established.EXPERTS | {"num_local_experts": 6, "num_experts": 9})
add("qwen2_moe", established.EXPERTS | {"num_experts": 6, "sliding_window": 0})
add("qwen3_vl_moe_text", {key: value for key, value in multimodal.QWEN3_EXPERTS.items() if key != "num_experts"} | {"num_local_experts": 4})
for name in ("mellum", "kolibri1"):
    add(name, {key: value for key, value in decoders.MANY.items() if key != "num_experts"} | {"num_local_experts": 4})
add("qwen3_next", hybrids.SMALL | hybrids.DELTA | {"num_experts": 0})
add("qwen3_vl_moe_text", multimodal.QWEN3_TEXT | {"num_experts": 0})
