"""Encoder-decoders of earlier years, and encoders whose attention approximates full attention."""
import torch
import transformers

from cases.encoders import SMALL, SMALL_BART, UNTIED, masked_text, text, two_texts, variants

LANGUAGES = {key: value for key, value in SMALL_BART.items() if key != "vocab_size"} | {"src_vocab_size": 300, "tgt_vocab_size": 200}
PROPHET = {"hidden_size": 48, "num_encoder_layers": 2, "num_decoder_layers": 3, "encoder_ffn_dim": 100, "decoder_ffn_dim": 120,
           "num_encoder_attention_heads": 4, "num_decoder_attention_heads": 6, "vocab_size": 300, "max_position_embeddings": 64}

CASES = {
    "fsmt": [{"encoder_layers": 2, "decoder_layers": 2}, LANGUAGES, LANGUAGES | {"tie_word_embeddings": True}, LANGUAGES | {"pad_token_id": 4}, LANGUAGES | {"decoder_layers": 1}, LANGUAGES | {"d_model": 72, "encoder_attention_heads": 6}],
    "prophetnet": [{"num_encoder_layers": 2, "num_decoder_layers": 2}, PROPHET, PROPHET | UNTIED, PROPHET | {"ngram": 3}, PROPHET | {"num_buckets": 16}, PROPHET | {"ngram": 1, "num_decoder_layers": 1}],
    "nystromformer": [case for case in variants("nystromformer", SMALL, UNTIED, {"conv_kernel_size": 9}, {"max_position_embeddings": 100, "type_vocab_size": 1}, {"num_landmarks": 32, "segment_means_seq_len": 32})],
    "yoso": variants("yoso", SMALL, UNTIED, {"conv_window": 5}, {"max_position_embeddings": 100, "type_vocab_size": 2}, {"hash_code_len": 4}),
}
AUTO_CLASSES = {**dict.fromkeys(("fsmt", "prophetnet"), transformers.AutoModelForSeq2SeqLM), **dict.fromkeys(("nystromformer", "yoso"), transformers.AutoModelForMaskedLM)}
DEVICES = dict.fromkeys(CASES, "cpu")
INPUTS = {**dict.fromkeys(("fsmt", "prophetnet"), two_texts), **dict.fromkeys(("nystromformer", "yoso"), masked_text)}
COMPONENTS = {
    "fsmt": [(r"output_projection", "head")],
    "prophetnet": [(r"ngram_embeddings", "embedding"), (r"relative_pos_embeddings", "attention.projections"), (r"cross_attn$", "crossAttention.core"), (r"cross_attn\.", "crossAttention.projections"), (r"feed_forward\.", "feedForward")],
    **dict.fromkeys(("nystromformer", "yoso"), [(r"self\.conv$", "convolution")]),
}


class Products(torch.nn.Module):
    """A product as a module of its own, so that the counter tells it from the others of its module."""

    def forward(self, equation, *operands):
        return torch.einsum(equation, *operands)


class TorchApart:
    """torch for one library module: einsums with a weight go through the attention's `projections`."""

    def __init__(self, equations):
        self.equations, self.module = equations, None

    def __getattr__(self, name):
        return getattr(torch, name)

    def einsum(self, equation, *operands):
        return (self.module.projections if equation in self.equations else torch.einsum)(equation, *operands)


def apart(model):
    library = transformers.models.xlnet.modeling_xlnet
    library.torch = TorchApart({"ibh,hnd->ibnd", "ibnd,hnd->ibh"})
    for module in model.modules():
        if isinstance(module, library.XLNetRelativeAttention):
            module.projections = Products()
            module.register_forward_pre_hook(lambda called, _: setattr(library.torch, "module", called))


FUNNEL = {"d_model": 48, "d_inner": 100, "n_head": 4, "d_head": 10, "block_sizes": [2, 2, 1], "vocab_size": 300}
XLNET = {"d_model": 48, "d_inner": 100, "n_head": 4, "n_layer": 2, "vocab_size": 300}
CASES |= {
    "funnel": [{"block_sizes": [1, 1, 1]}] + variants("funnel", FUNNEL, UNTIED, {"block_repeats": [1, 2, 2]}, {"truncate_seq": False}, {"separate_cls": False}, {"pool_q_only": False},
              {"num_decoder_layers": 1, "pooling_type": "max"}, {"architectures": ["FunnelForPreTraining"]})[1:],
    "xlnet": [{"n_layer": 2}, XLNET, XLNET | UNTIED, XLNET | {"attn_type": "uni"}, XLNET | {"n_head": 6}, XLNET | {"architectures": ["XLNetModel"]}],
}
CASES["funnel"] = [case for case in CASES["funnel"] if not any(name in str(case) for name in ("ForSequence", "MultipleChoice"))]
AUTO_CLASSES["funnel"] = transformers.AutoModelForMaskedLM
DEVICES |= dict.fromkeys(("funnel", "xlnet"), "cpu")
INPUTS |= {"funnel": masked_text, "xlnet": text}
PREPARE = {"xlnet": apart}
FUNNEL_ATTENTION = [(r"attention\.layer_norm|ffn\.layer_norm", "norm"), (r"attention\.(r_\w+|seg_embed|\w+_head|post_proj)$", "attention.projections"), (r"discriminator", "head")]
COMPONENTS |= {
    "funnel": FUNNEL_ATTENTION,
    "xlnet": [(r"layer_norm", "norm"), (r"rel_attn$", "attention.core"), (r"rel_attn\.", "attention.projections"), (r"\.ff\.", "feedForward"), (r"mask_emb", "embedding"), (r"lm_loss", "head")],
}

SEAMLESS = {"hidden_size": 48, **{key: value for key, value in SMALL_BART.items() if key not in ("d_model", "max_position_embeddings")}}
for name in ("seamless_m4t", "seamless_m4t_v2"):
    CASES[name] = [{"encoder_layers": 2, "decoder_layers": 2}, SEAMLESS, SEAMLESS | UNTIED, SEAMLESS | {"decoder_layers": 1}, SEAMLESS | {"encoder_attention_heads": 6, "encoder_layers": 1}, SEAMLESS | {"hidden_size": 72}]
    AUTO_CLASSES[name] = transformers.AutoModelForSeq2SeqLM
    DEVICES[name] = "cpu"
    INPUTS[name] = two_texts
    COMPONENTS[name] = [(r"layer_norm", "norm"), (r"cross_attention$", "crossAttention.core"), (r"cross_attention\.", "crossAttention.projections"), (r"\.ffn\.", "feedForward")]
