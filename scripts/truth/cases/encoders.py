"""Text encoders and encoder-decoders: see established.py for what a module of cases holds."""
import re

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


SMALL_BART = {"d_model": 48, "encoder_layers": 2, "decoder_layers": 3, "encoder_ffn_dim": 100, "decoder_ffn_dim": 120,
              "encoder_attention_heads": 4, "decoder_attention_heads": 6, "vocab_size": 300, "max_position_embeddings": 64}
SMALL_T5 = {"d_model": 48, "d_kv": 10, "d_ff": 100, "num_layers": 2, "num_heads": 4, "vocab_size": 300}
T5_SWITCHES = ({"num_decoder_layers": 3}, {"feed_forward_proj": "gated-gelu"}, {"feed_forward_proj": "relu"}, {"tie_word_embeddings": False},
               {"relative_attention_num_buckets": 16})
RELATIVE = {"relative_attention": True}
# So small that a sequence is longer than what attends in full: (5 + 2 * random blocks) * block size.
SPARSE = {"block_size": 2, "num_random_blocks": 1}
IDS = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2, "mask_token_id": 3}
GROUPED = {"num_key_value_heads": 2}
SMALL_MOBILE = SMALL | {"embedding_size": 20, "intra_bottleneck_size": 24}
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
                        RELATIVE | {"pos_att_type": ["c2p"], "max_relative_positions": 10}, RELATIVE | {"pos_att_type": ["p2c"]}, {"legacy": False}, {"talking_head": True}),
    "deberta-v2": variants("deberta-v2", SMALL, UNTIED, {"type_vocab_size": 2, "position_biased_input": False},
                           RELATIVE | {"pos_att_type": "p2c|c2p", "share_att_key": True, "position_buckets": 20, "norm_rel_ebd": "layer_norm"},
                           RELATIVE | {"pos_att_type": ["c2p"], "max_relative_positions": 10}, RELATIVE | {"pos_att_type": ["p2c"]},
                           RELATIVE | {"pos_att_type": ["p2c"], "share_att_key": True}, RELATIVE,
                           {"conv_kernel_size": 3, "conv_act": "gelu"}, {"conv_kernel_size": 3, "conv_groups": 4},
                           {"legacy": False}, {"embedding_size": 20}),
    **{name: variants(name, SMALL_BART, UNTIED, {"encoder_layers": 1, "max_position_embeddings": 70}, {"scale_embedding": True})
       for name in ("mbart", "plbart", "mvp", "blenderbot", "blenderbot-small", "pegasus", "m2m_100")},
    "marian": variants("marian", SMALL_BART | {"pad_token_id": 0, "decoder_start_token_id": 0}, UNTIED,
                       {"share_encoder_decoder_embeddings": False, "decoder_vocab_size": 200}, {"decoder_vocab_size": 300},
                       {"share_encoder_decoder_embeddings": False, "decoder_vocab_size": 200, "tie_word_embeddings": False}),
    "nllb-moe": variants("nllb-moe", SMALL_BART | {"num_experts": 4, "encoder_sparse_step": 2, "decoder_sparse_step": 2}, UNTIED, {"router_bias": True},
                         {"encoder_sparse_step": 1, "decoder_sparse_step": 0}, {"decoder_sparse_step": 5}, {"num_experts": 3}),
    "eurobert": variants("eurobert", SMALL | IDS, GROUPED, {"tie_word_embeddings": True}, {"attention_bias": True}, {"mlp_bias": True}, {"head_dim": 20},
                         {"architectures": ["EuroBertForSequenceClassification"], "classifier_pooling": "mean"}),
    "ultrabert": variants("ultrabert", SMALL, GROUPED, {"tie_word_embeddings": True}, {"attention_bias": True}, {"mlp_bias": True}, {"head_dim": 20},
                          {"prediction_head_size": 30}),
    "esmc": variants("esmc", SMALL, {"tie_word_embeddings": True}, {"attention_bias": True}, {"mlp_bias": True}, {"num_attention_heads": 6}),
    "gte": variants("gte", SMALL, UNTIED, {"type_vocab_size": 3}, {"num_attention_heads": 6}),
    "nomic_bert": variants("nomic_bert", SMALL, UNTIED, {"type_vocab_size": 3}, {"head_dim": 20}),
    "jina_embeddings_v3": variants("jina_embeddings_v3", SMALL, UNTIED, {"type_vocab_size": 3}, {"num_attention_heads": 6}),
    "esm": [{"vocab_size": 33, "pad_token_id": 1, "mask_token_id": 32}] + variants("esm", SMALL | {"pad_token_id": 1, "mask_token_id": 2}, UNTIED,
            {"position_embedding_type": "rotary"}, {"emb_layer_norm_before": True}, {"max_position_embeddings": 100})[1:],
    "luke": variants("luke", SMALL | {"entity_vocab_size": 50, "entity_emb_size": 20}, UNTIED, {"entity_emb_size": 48},
                     {"use_entity_aware_attention": False}),
    "fnet": variants("fnet", SMALL, UNTIED, {"type_vocab_size": 2}, {"max_position_embeddings": 100}),
    "squeezebert": variants("squeezebert", SMALL | {"embedding_size": 48}, UNTIED, {"q_groups": 2, "k_groups": 1, "v_groups": 8},
                            {"post_attention_groups": 4, "intermediate_groups": 2, "output_groups": 1}),
    "big_bird": [case for case in variants("big_bird", SMALL, UNTIED, {"use_bias": False}, {"type_vocab_size": 3}, {"attention_type": "original_full"}, SPARSE)
                 if "QuestionAnswering" not in str(case)],
    "convbert": variants("convbert", SMALL | {"embedding_size": 48}, UNTIED, {"embedding_size": 20}, {"head_ratio": 4}, {"head_ratio": 9, "conv_kernel_size": 5},
                         {"num_groups": 2}),
    "mobilebert": variants("mobilebert", SMALL_MOBILE, UNTIED, {"trigram_input": False}, {"trigram_input": False, "embedding_size": 48},
                           {"use_bottleneck": False, "use_bottleneck_attention": True}, {"use_bottleneck_attention": True},
                           {"key_query_shared_bottleneck": False, "use_bottleneck_attention": True}, {"num_feedforward_networks": 1},
                           {"normalization_type": "layer_norm"}, {"classifier_activation": False, "architectures": ["MobileBertModel"]},
                           {"architectures": ["MobileBertForPreTraining"]}),
    "mt5": variants("mt5", SMALL_T5, *T5_SWITCHES, {"architectures": ["MT5EncoderModel"]}),
    "umt5": variants("umt5", SMALL_T5, *T5_SWITCHES, {"architectures": ["UMT5EncoderModel"]}),
    "switch_transformers": variants("switch_transformers", SMALL_T5 | {"num_layers": 4, "num_decoder_layers": 4, "num_experts": 6}, UNTIED, {"encoder_sparse_step": 2, "decoder_sparse_step": 0},
                                    {"num_sparse_encoder_layers": 2, "num_sparse_decoder_layers": 1}, {"num_sparse_encoder_layers": 0},
                                    {"router_bias": True}, {"architectures": ["SwitchTransformersEncoderModel"]}),
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


def two_texts(config, batch, sequence):
    if config.architectures and re.search("(EncoderModel|ForTokenClassification)$", config.architectures[0]):
        return text(config, batch, sequence)
    return text(config, batch, sequence) | {"decoder_input_ids": tokens_of(batch, sequence)}


def classify_last_position(model):
    """A sequence classifier looks for the end token, which is data: the last position costs the same."""
    if not type(model).__name__.endswith("ForSequenceClassification"):
        return
    body = getattr(model, "transformer", None) or model.model

    def forward(input_ids, decoder_input_ids):
        states = body(input_ids=input_ids, decoder_input_ids=decoder_input_ids, use_cache=False).last_hidden_state
        return transformers.modeling_outputs.SequenceClassifierOutput(logits=model.classification_head(states[:, -1]))

    model.forward = forward


def routed_by_hand(used):
    """Which expert a token visits is data: one expert run over all tokens, as often as a token visits one, costs the same.
    NLLB's library code runs its first two experts for every pair of token and expert; what is counted is its routing, two a token."""
    def prepare(model):
        classify_last_position(model)
        for module in model.modules():
            if type(module).__name__.endswith("Experts"):
                module.forward = lambda states, chosen, weights, expert=module["expert_0"]: sum(
                    expert(states) * weights[:, :1] for _ in range(used))
    return prepare


BART_LINEAGE = ("mbart", "plbart", "mvp", "blenderbot", "blenderbot-small", "pegasus", "m2m_100", "marian", "nllb-moe")
T5_LINEAGE = ("mt5", "umt5", "switch_transformers")
SEQUENCE_TO_SEQUENCE = (*BART_LINEAGE, *T5_LINEAGE)
AUTO_CLASSES = {
    **dict.fromkeys(CASES, transformers.AutoModelForMaskedLM),
    **dict.fromkeys(SEQUENCE_TO_SEQUENCE, transformers.AutoModelForSeq2SeqLM),
}
def sparse_blocks(config):
    """Whether BigBird's blocks are so small that it attends in them: only cases that are made for it."""
    return config.attention_type == "block_sparse" and config.block_size <= 2 and not config.is_decoder


def full_attention(model):
    """BigBird goes over to full attention by itself on short sequences, under another module's name."""
    if not sparse_blocks(model.config):
        getattr(model, "bert", model).set_attention_type("original_full")


def masked_for_blocks(config, batch, sequence):
    return (masked_text if sparse_blocks(config) else squarely_masked_text)(config, batch, sequence)


PREPARE = {"big_bird": full_attention} | dict.fromkeys(SEQUENCE_TO_SEQUENCE, classify_last_position) | {"switch_transformers": routed_by_hand(1), "nllb-moe": routed_by_hand(2)}
INPUTS = {
    **dict.fromkeys(CASES, text),
    **dict.fromkeys(SEQUENCE_TO_SEQUENCE, two_texts),
    **dict.fromkeys(("layoutlm", "deberta", "deberta-v2"), masked_text),
    **dict.fromkeys(("megatron-bert", "rembert", "roformer", "ibert", "tapas", "luke", "squeezebert", "convbert"), squarely_masked_text),
    "big_bird": masked_for_blocks,
}
COMPONENTS = {
    **dict.fromkeys(SEQUENCE_TO_SEQUENCE, [(r"classification_head", "head"), (r"router", "router"), (r"experts", "experts")]),
    "roberta-prelayernorm": [
        (r"prelayernorm\.embeddings\.(word|token_type)", "embedding"), (r"attention\.self$", "attention.core"),
        (r"attention\.(self|output)\..*", "attention.projections"), (r"(intermediate|output)\.dense", "feedForward")],
    **dict.fromkeys(("deberta", "deberta-v2"), [(r"rel_embeddings$", "position"), (r"encoder\.conv\.conv$", "convolution")]),
    "nllb-moe": [(r"layer_norm", "norm"), (r"router", "router"), (r"experts", "experts"), (r"cross_attention$", "crossAttention.core"),
                 (r"cross_attention\.", "crossAttention.projections")],
    "eurobert": [(r"^dense$", "head")],
    "squeezebert": [(r"matmul_qkv?$", "attention.core"), (r"post_attention.conv1d", "attention.projections"),
                    (r"(intermediate|output).conv1d", "feedForward")],
    "convbert": [(r"key_conv_attn_layer", "convolution")],
    "mobilebert": [(r"LayerNorm", "norm"), (r"embedding_transformation", "embedding"), (r"bottleneck", "other"), (r"predictions", "head"),
                   (r"\.ffn\.", "feedForward")],
    "mpnet": [(r"attention\.attn$", "attention.core")],
}
