"""Text encoders and encoder-decoders: see established.py for what a module of cases holds."""
import torch
import transformers
from transformers.models.auto import modeling_auto

SMALL = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 300}
THREE_LABELS = {"id2label": {"0": "a", "1": "b", "2": "c"}}
HEADS = {"model": modeling_auto.MODEL_MAPPING_NAMES, "sequence": modeling_auto.MODEL_FOR_SEQUENCE_CLASSIFICATION_MAPPING_NAMES,
         "token": modeling_auto.MODEL_FOR_TOKEN_CLASSIFICATION_MAPPING_NAMES,
         "question": modeling_auto.MODEL_FOR_QUESTION_ANSWERING_MAPPING_NAMES}


def with_heads(model_type, small):
    """The small config under each head that the library has for the type."""
    cases = []
    for head, names in HEADS.items():
        if model_type in names:
            name = names[model_type]
            name = name[0] if isinstance(name, (tuple, list)) else name
            cases.append(small | {"architectures": [name]} | (THREE_LABELS if head in ("sequence", "token") else {}))
    return cases


def variants(model_type, small, *switches):
    """The default, the small config with each of the switches flipped, and with each head."""
    return [{}, small, *(small | switch for switch in switches), *with_heads(model_type, small)]


RELATIVE = {"relative_attention": True}
UNTIED = {"tie_word_embeddings": False}

CASES = {
    **{name: variants(name, SMALL, UNTIED, {"type_vocab_size": 1, "max_position_embeddings": 130})
       for name in ("xlm-roberta", "camembert", "data2vec-text", "ibert", "megatron-bert", "xlm-roberta-xl", "roberta-prelayernorm")},
    "ernie": variants("ernie", SMALL, UNTIED, {"use_task_id": True, "task_type_vocab_size": 5}),
    "layoutlm": variants("layoutlm", SMALL, UNTIED, {"max_2d_position_embeddings": 100, "type_vocab_size": 3}),
    "roc_bert": variants("roc_bert", SMALL, UNTIED, {"concat_input": False}, {"enable_shape": False}, {"enable_pronunciation": False},
                         {"pronunciation_embed_dim": 20, "shape_embed_dim": 30, "pronunciation_vocab_size": 50, "shape_vocab_size": 60}),
    "rembert": variants("rembert", SMALL | {"bos_token_id": 1, "eos_token_id": 2}, UNTIED, {"tie_word_embeddings": True},
                        {"input_embedding_size": 20, "output_embedding_size": 30}),
    "roformer": variants("roformer", SMALL, UNTIED, {"embedding_size": 30}, {"rotary_value": True}, {"type_vocab_size": 4}),
    "mpnet": variants("mpnet", SMALL, UNTIED, {"relative_attention_num_buckets": 16}, {"max_position_embeddings": 100}),
    "tapas": variants("tapas", SMALL, UNTIED, {"type_vocab_sizes": [3, 20, 30]}, {"max_position_embeddings": 100}),
    "albert": variants("albert", SMALL | {"embedding_size": 20}, UNTIED, {"num_hidden_layers": 4, "num_hidden_groups": 2},
                       {"inner_group_num": 3}, {"embedding_size": 48}, {"architectures": ["AlbertForPreTraining"]}),
    "deberta": variants("deberta", SMALL, UNTIED, {"type_vocab_size": 2, "position_biased_input": False}, RELATIVE | {"pos_att_type": "c2p|p2c"},
                        RELATIVE | {"pos_att_type": ["c2p"], "max_relative_positions": 10}, RELATIVE | {"pos_att_type": ["p2c"]}, {"legacy": False}),
    "deberta-v2": variants("deberta-v2", SMALL, UNTIED, {"type_vocab_size": 2, "position_biased_input": False},
                           RELATIVE | {"pos_att_type": "p2c|c2p", "share_att_key": True, "position_buckets": 20, "norm_rel_ebd": "layer_norm"},
                           RELATIVE | {"pos_att_type": ["c2p"], "max_relative_positions": 10}, RELATIVE | {"pos_att_type": ["p2c"]},
                           RELATIVE | {"pos_att_type": ["p2c"], "share_att_key": True}, RELATIVE,
                           {"conv_kernel_size": 3, "conv_act": "gelu"}, {"conv_kernel_size": 3, "conv_groups": 4},
                           {"legacy": False}, {"embedding_size": 20}),
}


def tokens_of(batch, sequence):
    return torch.zeros((batch, sequence), dtype=torch.long, device="meta")


def text(config, batch, sequence):
    return {"input_ids": tokens_of(batch, sequence)}


def masked_text(config, batch, sequence):
    return text(config, batch, sequence) | {"attention_mask": torch.ones_like(tokens_of(batch, sequence))}


def squarely_masked_text(config, batch, sequence):
    """A mask that is whole already is not looked into."""
    return text(config, batch, sequence) | {"attention_mask": torch.ones((batch, 1, sequence, sequence), dtype=torch.bool, device="meta")}


AUTO_CLASSES = dict.fromkeys(CASES, transformers.AutoModelForMaskedLM)
INPUTS = {
    **dict.fromkeys(CASES, text),
    **dict.fromkeys(("layoutlm", "deberta", "deberta-v2"), masked_text),
    **dict.fromkeys(("megatron-bert", "rembert", "roformer", "ibert", "tapas"), squarely_masked_text),
}
COMPONENTS = {
    "roberta-prelayernorm": [
        (r"prelayernorm\.embeddings\.(word|token_type)", "embedding"), (r"attention\.self$", "attention.core"),
        (r"attention\.(self|output)\..*", "attention.projections"), (r"(intermediate|output)\.dense", "feedForward")],
    **dict.fromkeys(("deberta", "deberta-v2"), [(r"rel_embeddings$", "position"), (r"encoder\.conv\.conv$", "convolution")]),
    "mpnet": [(r"attention\.attn$", "attention.core")],
}
