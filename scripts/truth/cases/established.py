"""The configurations that are counted: for each model_type the library's default and variants that flip
every switch its family reads. Keys are those of config.json; what is absent is the library's default."""
import torch
import transformers

SMALL_DECODER = {"hidden_size": 96, "intermediate_size": 200, "num_hidden_layers": 3, "num_attention_heads": 6,
                 "num_key_value_heads": 6, "vocab_size": 500}
GROUPED = SMALL_DECODER | {"num_key_value_heads": 2}
TIED = GROUPED | {"tie_word_embeddings": True}
UNTIED = GROUPED | {"tie_word_embeddings": False}
WIDE_HEADS = GROUPED | {"head_dim": 32}
EXPERTS = GROUPED | {"num_experts_per_tok": 2, "moe_intermediate_size": 48}
SMALL_BERT = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4,
              "vocab_size": 300}
SMALL_GPT2 = {"n_embd": 48, "n_layer": 2, "n_head": 4, "vocab_size": 300, "n_positions": 64}
MLA = GROUPED | {"num_key_value_heads": 6, "kv_lora_rank": 20, "q_lora_rank": 24, "qk_rope_head_dim": 8,
                 "qk_nope_head_dim": 12, "v_head_dim": 10, "n_routed_experts": 8, "num_experts_per_tok": 2,
                 "moe_intermediate_size": 40, "n_group": 1, "topk_group": 1, "first_k_dense_replace": 1}
SLIDING = {"layer_types": ["sliding_attention", "full_attention", "sliding_attention"]}

CASES = {
    "gpt2": [{}, SMALL_GPT2, SMALL_GPT2 | {"n_inner": 70}, SMALL_GPT2 | {"tie_word_embeddings": False},
             SMALL_GPT2 | {"add_cross_attention": True},
             SMALL_GPT2 | {"architectures": ["GPT2ForSequenceClassification"], "pad_token_id": 0},
             SMALL_GPT2 | {"architectures": ["GPT2ForTokenClassification"]}, {"hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4}],
    "llama": [{}, GROUPED, TIED, WIDE_HEADS, GROUPED | {"attention_bias": True, "mlp_bias": True},
              GROUPED | {"architectures": ["LlamaForSequenceClassification"], "id2label": {"0": "reward"}, "pad_token_id": 0},
              GROUPED | {"architectures": ["LlamaForTokenClassification"], "id2label": {"0": "a", "1": "b", "2": "c"}},
              GROUPED | {"architectures": ["LlamaForQuestionAnswering"]}],
    "mistral": [{}, GROUPED, TIED, WIDE_HEADS, GROUPED | {"sliding_window": 8}, GROUPED | {"sliding_window": None}],
    "qwen2": [{}, GROUPED, TIED, WIDE_HEADS, SMALL_DECODER | {"num_key_value_heads": 1}, GROUPED | {"use_sliding_window": True, "max_window_layers": 1}],
    "qwen3": [{}, GROUPED, TIED, WIDE_HEADS, GROUPED | {"attention_bias": True}],
    "gemma": [{}, GROUPED, UNTIED, WIDE_HEADS, GROUPED | {"attention_bias": True}],
    "gemma2": [{}, GROUPED, UNTIED, WIDE_HEADS | {"sliding_window": 8}, GROUPED | {"attention_bias": True}],
    "gemma3_text": [{}, GROUPED, UNTIED, WIDE_HEADS | {"sliding_window": 8}, GROUPED | {"attention_bias": True}, GROUPED | SLIDING],
    "phi": [{}, GROUPED, TIED, GROUPED | {"qk_layernorm": True}, GROUPED | {"partial_rotary_factor": 0.25}],
    "phi3": [{"pad_token_id": 0}, GROUPED | {"pad_token_id": 0}, TIED | {"pad_token_id": 0}, SMALL_DECODER | {"pad_token_id": 0},
             GROUPED | {"pad_token_id": 0, "sliding_window": 8}],
    "gpt_neox": [{}, SMALL_BERT, SMALL_BERT | {"tie_word_embeddings": True}, SMALL_BERT | {"attention_bias": False},
                 SMALL_BERT | {"use_parallel_residual": False}, SMALL_BERT | {"rotary_pct": 1.0}],
    "gptj": [{}, SMALL_GPT2 | {"rotary_dim": 8}, SMALL_GPT2 | {"rotary_dim": 4, "n_inner": 90},
             SMALL_GPT2 | {"rotary_dim": 8, "tie_word_embeddings": True},
             SMALL_GPT2 | {"rotary_dim": 8, "n_head": 6, "n_layer": 3}],
    "gpt_bigcode": [{}, SMALL_GPT2, SMALL_GPT2 | {"multi_query": False}, SMALL_GPT2 | {"n_inner": 70},
                    SMALL_GPT2 | {"tie_word_embeddings": False}],
    "opt": [{}] + [{"hidden_size": 48, "ffn_dim": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 300,
                    "word_embed_proj_dim": 48, "max_position_embeddings": 64} | extra for extra in (
        {}, {"word_embed_proj_dim": 24}, {"word_embed_proj_dim": 24, "do_layer_norm_before": False}, {"enable_bias": False},
        {"layer_norm_elementwise_affine": False}, {"tie_word_embeddings": False}, {"_remove_final_layer_norm": True})],
    "bloom": [{}] + [{"hidden_size": 48, "n_layer": 2, "n_head": 4, "vocab_size": 300} | extra for extra in (
        {}, {"tie_word_embeddings": False}, {"n_head": 6}, {"apply_residual_connection_post_layernorm": True})],
    "falcon": [{}] + [{"hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 300} | extra for extra in (
        {}, {"multi_query": False}, {"new_decoder_architecture": True, "num_kv_heads": 2}, {"bias": True},
        {"parallel_attn": False}, {"alibi": True}, {"ffn_hidden_size": 100}, {"tie_word_embeddings": False},
        {"new_decoder_architecture": True, "num_kv_heads": 2, "num_ln_in_parallel_attn": 1})],
    "mpt": [{}] + [{"d_model": 48, "n_layers": 2, "n_heads": 4, "vocab_size": 300, "max_seq_len": 64} | extra for extra in (
        {}, {"expansion_ratio": 2}, {"tie_word_embeddings": False}, {"n_heads": 6})],
    "stablelm": [{}, GROUPED, TIED, GROUPED | {"use_qkv_bias": True}, GROUPED | {"qk_layernorm": True},
                 GROUPED | {"use_parallel_residual": True}],
    "starcoder2": [{}, GROUPED, UNTIED, GROUPED | {"use_bias": False}, SMALL_DECODER],
    "olmo": [{}, GROUPED, TIED, GROUPED | {"attention_bias": True}, SMALL_DECODER],
    "olmo2": [{}, GROUPED, TIED, WIDE_HEADS, GROUPED | {"attention_bias": True}, SMALL_DECODER],
    "olmoe": [{}, GROUPED | {"num_experts": 6, "num_experts_per_tok": 2}, TIED | {"num_experts": 6, "num_experts_per_tok": 3},
              GROUPED | {"num_experts": 6, "num_experts_per_tok": 2, "attention_bias": True}, GROUPED | {"num_experts": 6, "num_experts_per_tok": 6}],
    "mixtral": [{}, GROUPED, TIED, WIDE_HEADS, GROUPED | {"num_local_experts": 4, "num_experts_per_tok": 3}],
    "qwen2_moe": [{}, EXPERTS | {"num_experts": 6, "shared_expert_intermediate_size": 60},
                  EXPERTS | {"num_experts": 6, "decoder_sparse_step": 2}, EXPERTS | {"num_experts": 6, "mlp_only_layers": [0, 2]},
                  EXPERTS | {"num_experts": 6, "qkv_bias": False}, EXPERTS | {"num_experts": 6, "tie_word_embeddings": True}],
    "qwen3_moe": [{}, EXPERTS | {"num_experts": 6}, EXPERTS | {"num_experts": 6, "decoder_sparse_step": 2},
                  EXPERTS | {"num_experts": 6, "mlp_only_layers": [0, 2]}, EXPERTS | {"num_experts": 6, "head_dim": 32},
                  EXPERTS | {"num_experts": 6, "attention_bias": True, "tie_word_embeddings": True}],
    "deepseek_v2": [{"n_group": 1, "topk_group": 1, "num_experts_per_tok": 6}, MLA, MLA | {"q_lora_rank": None}, MLA | {"first_k_dense_replace": 0}, MLA | {"n_shared_experts": 1},
                    MLA | {"attention_bias": True}, MLA | {"tie_word_embeddings": True}],
    "deepseek_v3": [{}, MLA, MLA | {"q_lora_rank": None}, MLA | {"first_k_dense_replace": 0}, MLA | {"n_shared_experts": 2},
                    MLA | {"attention_bias": True}, MLA | {"tie_word_embeddings": True}, MLA | {"first_k_dense_replace": 3}],
    "gpt_oss": [{}, GROUPED | {"num_local_experts": 6, "num_experts_per_tok": 2}, TIED | {"num_local_experts": 6, "num_experts_per_tok": 3},
                WIDE_HEADS | {"num_local_experts": 4, "num_experts_per_tok": 2},
                GROUPED | {"num_local_experts": 4, "num_experts_per_tok": 2, "attention_bias": False}],
    "granite": [{}, GROUPED, TIED, WIDE_HEADS, GROUPED | {"attention_bias": True, "mlp_bias": True}, SMALL_DECODER],
    "cohere": [{}, GROUPED, UNTIED, WIDE_HEADS | {"use_qk_norm": True}, GROUPED | {"use_qk_norm": True}, GROUPED | {"attention_bias": True}],
    "smollm3": [{"pad_token_id": 0}] + [x | {"pad_token_id": 0} for x in (GROUPED, UNTIED, TIED, GROUPED | {"attention_bias": True, "mlp_bias": True})],
    "bert": [{}, SMALL_BERT, SMALL_BERT | {"tie_word_embeddings": False}, SMALL_BERT | {"type_vocab_size": 5, "max_position_embeddings": 128},
             SMALL_BERT | {"architectures": ["BertModel"]}, SMALL_BERT | {"architectures": ["BertForPreTraining"]},
             SMALL_BERT | {"architectures": ["BertForSequenceClassification"], "id2label": {"0": "a", "1": "b", "2": "c"}},
             SMALL_BERT | {"architectures": ["BertForTokenClassification"]},
             SMALL_BERT | {"architectures": ["BertForQuestionAnswering"]}],
    "roberta": [{}, SMALL_BERT, SMALL_BERT | {"tie_word_embeddings": False}, SMALL_BERT | {"type_vocab_size": 1, "max_position_embeddings": 130},
                SMALL_BERT | {"architectures": ["RobertaModel"]}],
    "distilbert": [{}] + [{"dim": 48, "hidden_dim": 100, "n_layers": 2, "n_heads": 4, "vocab_size": 300} | extra for extra in (
        {}, {"tie_word_embeddings": False}, {"sinusoidal_pos_embds": True}, {"architectures": ["DistilBertModel"]},
        {"architectures": ["DistilBertForSequenceClassification"], "id2label": {"0": "a", "1": "b", "2": "c"}},
        {"architectures": ["DistilBertForTokenClassification"]}, {"architectures": ["DistilBertForQuestionAnswering"]})],
    "electra": [{}, SMALL_BERT | {"embedding_size": 48}, SMALL_BERT | {"embedding_size": 24}, SMALL_BERT | {"tie_word_embeddings": False},
                SMALL_BERT | {"embedding_size": 24, "architectures": ["ElectraModel"]},
                *(SMALL_BERT | {"embedding_size": 24, "architectures": [f"Electra{head}"]} for head in (
                    "ForPreTraining", "ForSequenceClassification", "ForTokenClassification", "ForQuestionAnswering"))],
    "modernbert": [{}] + [SMALL_BERT | {"pad_token_id": 0} | extra for extra in (
        {}, {"attention_bias": True, "mlp_bias": True}, {"norm_bias": True}, {"classifier_bias": True, "decoder_bias": False},
        {"tie_word_embeddings": False}, {"architectures": ["ModernBertModel"]})],
    "vit": [{}] + [{"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4,
                    "image_size": 32, "patch_size": 8} | extra for extra in (
        {}, {"qkv_bias": False}, {"num_channels": 1}, {"image_size": 64}, {"id2label": {"0": "a", "1": "b", "2": "c"}}, {"architectures": ["ViTModel"]})],
    "t5": [{}] + [{"d_model": 48, "d_kv": 10, "d_ff": 100, "num_layers": 2, "num_heads": 4, "vocab_size": 300} | extra for extra in (
        {}, {"num_decoder_layers": 3}, {"feed_forward_proj": "gated-gelu"}, {"tie_word_embeddings": False},
        {"relative_attention_num_buckets": 16})],
    "bart": [{}] + [{"d_model": 48, "encoder_layers": 2, "decoder_layers": 3, "encoder_ffn_dim": 100, "decoder_ffn_dim": 120,
                     "encoder_attention_heads": 4, "decoder_attention_heads": 6, "vocab_size": 300, "max_position_embeddings": 64} | extra
                    for extra in ({}, {"tie_word_embeddings": False}, {"encoder_layers": 1}, {"scale_embedding": True})],
    "whisper": [{}] + [{"d_model": 48, "encoder_layers": 2, "decoder_layers": 3, "encoder_ffn_dim": 100, "decoder_ffn_dim": 120,
                        "encoder_attention_heads": 4, "decoder_attention_heads": 6, "vocab_size": 300, "max_target_positions": 64,
                        "pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 1} | extra
                       for extra in ({}, {"tie_word_embeddings": False}, {"num_mel_bins": 128}, {"max_source_positions": 100})],
}


def tokens_of(batch, sequence):
    return torch.zeros((batch, sequence), dtype=torch.long, device="meta")


def image(config, batch, sequence):
    return {"pixel_values": torch.zeros((batch, config.num_channels, config.image_size, config.image_size), device="meta")}


def audio_window(config, batch, sequence):
    tokens = tokens_of(batch, sequence)
    frames = torch.zeros((batch, config.num_mel_bins, 2 * config.max_source_positions), device="meta")
    return {"input_features": frames, "decoder_input_ids": tokens, "decoder_attention_mask": torch.ones_like(tokens)}


def two_texts(config, batch, sequence):
    return {"input_ids": tokens_of(batch, sequence), "decoder_input_ids": tokens_of(batch, sequence)}


def text(config, batch, sequence):
    return {"input_ids": tokens_of(batch, sequence)}


def with_cross_attention(config, batch, sequence):
    tokens = tokens_of(batch, sequence)
    inputs = {"input_ids": tokens, "attention_mask": torch.ones_like(tokens)}
    if config.add_cross_attention:
        inputs["encoder_hidden_states"] = torch.zeros((batch, sequence, config.hidden_size), device="meta")
    return inputs


MASKED = ("bert", "roberta", "distilbert", "electra", "modernbert")
AUTO_CLASSES = {
    **dict.fromkeys(MASKED, transformers.AutoModelForMaskedLM),
    **dict.fromkeys(("t5", "bart"), transformers.AutoModelForSeq2SeqLM),
    "vit": transformers.AutoModelForImageClassification,
    "whisper": transformers.AutoModelForSpeechSeq2Seq,
}
INPUTS = {
    **dict.fromkeys(MASKED, text),
    **dict.fromkeys(("t5", "bart"), two_texts),
    "vit": image,
    "whisper": audio_window,
    "gpt2": with_cross_attention,
}
