"""Classes for further tasks of types that other modules hold, and keys in combination: two switches at once, two spellings of
one key. It comes after the other modules: what it says of inputs wraps what they say."""
import sys

from cases import encoders, established, pairs_more

SMALL = encoders.SMALL
CHOICE = ("bert", "xlm", "flaubert", "funnel")


def classes(base, *names, **further):
    return [base | further | {"architectures": [name]} for name in names]


def inputs_of(model_type):
    """What the other modules feed this type with."""
    found = None
    for name in sorted(name for name in sys.modules if name.startswith("cases.")):
        found = getattr(sys.modules[name], "INPUTS", {}).get(model_type, found)
    return found


def one_choice(model_type):
    """Choices stand in a dimension of their own."""
    usual = inputs_of(model_type) or encoders.masked_text

    def inputs(config, batch, sequence):
        given = usual(config, batch, sequence)
        chooses = config.architectures and config.architectures[0].endswith("ForMultipleChoice")
        return {name: tensor.unsqueeze(1) for name, tensor in given.items()} if chooses else given
    return inputs


SMALL_XLM = {"emb_dim": 48, "n_heads": 4, "n_layers": 2, "vocab_size": 300}
SMALL_FUNNEL = {"d_model": 48, "n_head": 4, "d_head": 12, "d_inner": 100, "block_sizes": [2, 2], "vocab_size": 300}
SUMMARY = {"summary_proj_to_labels": False}
FURTHER = {
    "bert": classes(SMALL, "BertForNextSentencePrediction", "BertForMultipleChoice"),
    "ernie": classes(SMALL, "ErnieForNextSentencePrediction"),
    "megatron-bert": classes(SMALL, "MegatronBertForNextSentencePrediction"),
    "fnet": classes(SMALL, "FNetForNextSentencePrediction"),
    "mobilebert": classes(encoders.SMALL_MOBILE, "MobileBertForNextSentencePrediction"),
    "modernbert": classes(SMALL | {"pad_token_id": 0}, "ModernBertForSequenceClassification", "ModernBertForTokenClassification", num_labels=3)
    + classes(SMALL | {"pad_token_id": 0}, "ModernBertForQuestionAnswering")
    + classes(SMALL | {"pad_token_id": 0, "classifier_bias": True, "norm_bias": True}, "ModernBertForSequenceClassification"),
    "bart": classes(encoders.SMALL_BART, "BartForQuestionAnswering"),
    **{name: classes(SMALL_XLM, f"{prefix}ForSequenceClassification", f"{prefix}ForMultipleChoice", num_labels=3)
       + classes(SMALL_XLM, f"{prefix}ForQuestionAnsweringSimple")
       + classes(SMALL_XLM | SUMMARY, f"{prefix}ForSequenceClassification")
       for name, prefix in (("xlm", "XLM"), ("flaubert", "Flaubert"))},
    "funnel": classes(SMALL_FUNNEL, "FunnelForSequenceClassification", "FunnelForMultipleChoice", num_labels=3),
    "llama": [established.GROUPED | {"architectures": ["LlamaForSequenceClassification"], "pad_token_id": 0, "num_labels": 5, "id2label": {"0": "reward"}}],
    "deepseek_v2": [established.CASES["deepseek_v2"][1] | {"mlp_bias": True}],
    "apertus1p5_text": [established.GROUPED | {"output_vocab_size": 200, "tie_word_embeddings": True}],
    "apertus": [established.GROUPED | {"hidden_act": "prelu"}],
}
COMPONENTS = {name: [(r"sequence_summary|logits_proj", "head"), *pairs_more.COMPONENTS[name]] for name in ("xlm", "flaubert")}
INPUTS = {name: one_choice(name) for name in CHOICE}
