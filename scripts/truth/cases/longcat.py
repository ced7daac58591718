"""LongCat-Flash: which experts a token visits, and whether they do anything, is data. Tokens are counted that visit working ones."""
from torch.nn import functional

SMALL = {"hidden_size": 48, "ffn_hidden_size": 100, "num_layers": 2, "num_attention_heads": 4, "vocab_size": 300, "q_lora_rank": 20, "kv_lora_rank": 16, "qk_nope_head_dim": 8,
         "qk_rope_head_dim": 6, "head_dim": 6, "v_head_dim": 10, "n_routed_experts": 8, "zero_expert_num": 4, "moe_topk": 3, "expert_ffn_hidden_size": 30}
CASES = {"longcat_flash": [{"num_layers": 1}, SMALL, SMALL | {"tie_word_embeddings": True}, SMALL | {"attention_bias": True}, SMALL | {"zero_expert_num": 0}, SMALL | {"router_bias": True}, SMALL | {"moe_topk": 5, "num_layers": 1}, SMALL | {"n_routed_experts": 2, "moe_topk": 5}]}
COMPONENTS = {"longcat_flash": [(r"self_attn\.\d+$", "attention.core"), (r"layernorm|norm", "norm"), (r"router", "router"), (r"experts", "experts"), (r"mlps\.\d+\.", "feedForward")]}


def all_working(model):
    used = min(model.config.moe_topk, model.config.n_routed_experts)
    for module in model.modules():
        if type(module).__name__ == "LongcatFlashExperts":
            def forward(states, chosen, weights, module=module):
                total = 0
                for _ in range(used):
                    gate, up = functional.linear(states, module.gate_up_proj[0]).chunk(2, dim=-1)
                    total = total + functional.linear(module.act_fn(gate) * up, module.down_proj[0])
                return total * weights[:, :1]
            module.forward = forward


PREPARE = {"longcat_flash": all_working}
