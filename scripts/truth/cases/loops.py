"""Decoders whose middle layers run several times."""
from cases.decoders import each
from cases.established import GROUPED
from cases.indexed import unmasked
from cases.words_recent import INKLING2

DORY = GROUPED | {"num_hidden_layers": 7, "head_dim": 16, "sliding_window": 8, "n_input_layers": 2, "n_output_layers": 1}
KINDS = ["sliding_attention", "full_attention", "full_attention", "sliding_attention", "sliding_attention", "full_attention", "sliding_attention"]
LOOP = INKLING2 | {"num_hidden_layers": 9, "n_layers_per_attn_res_block": 2, "loop_layer_index_start": 2, "loop_layer_index_end": 6, "loop_num_passes": 3, "loop_gate_rank": 7}

CASES = {
    "dory": [{}] + each(DORY, {"tie_word_embeddings": True}, {"attention_bias": True}, {"mlp_bias": True}, {"n_recurrent_loops": 4}, {"n_recurrent_loops": 1, "recurrent_kv_cache_mode": "last_loop"}, {"layer_types": KINDS},
                        {"layer_types": [block for kind in KINDS for block in (kind, "mlp")], "num_hidden_layers": 14, "n_input_layers": 4, "n_recurrent_layers": 8, "n_output_layers": 2}, {"n_input_layers": 0, "n_output_layers": 0}),
    "inkling2_loop_text": [{}] + each(LOOP, {"loop_num_passes": 1}, {"loop_gate_rank": 11, "loop_num_passes": 2}, {"loop_layer_index_end": 8}, {"loop_layer_index_end": 4}, {"unpadded_vocab_size": 470},
                                      {"n_layers_per_attn_res_block": 1, "loop_layer_index_start": 3}, {"layer_types": ["hybrid", "hybrid_sliding", "hybrid"] * 3},
                                      {"loop_config": {"core_start": 4, "core_end": 8, "num_passes": 2, "gate_rank": 5}}),
}
COMPONENTS = {
    "dory": [(r"lambda_\d$|layers\.\d+$", "residual"), (r"lm_head", "head")],
    "inkling2_loop_text": [(r"sconv|_convolution", "convolution"), (r"\.gate(\.|$)", "router"), (r"(attention|mlp|final|message)_input|message_gate", "residual")],
}
INPUTS = {"inkling2_loop_text": unmasked("full_attention", "sliding_attention", "linear_attention")}
