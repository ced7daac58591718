"""Emu3's language model: the whole's default class for text."""
SMALL = {"hidden_size": 64, "intermediate_size": 160, "num_hidden_layers": 3, "num_attention_heads": 4, "num_key_value_heads": 2, "vocab_size": 500, "pad_token_id": 0}
OWN = ({}, {"num_key_value_heads": 4}, {"tie_word_embeddings": True}, {"head_dim": 24}, {"attention_bias": True, "mlp_bias": True})
CASES = {"emu3_text_model": [{"architectures": ["Emu3ForCausalLM"]}] + [SMALL | own | {"architectures": ["Emu3ForCausalLM"]} for own in OWN],
         "emu3": [{}] + [{"text_config": SMALL | own} for own in OWN]}
