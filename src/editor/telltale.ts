/**
 * A word that every model configuration and training plan has one of: a look that needs neither parser nor formats, so
 * that nothing is loaded for files of other kinds.
 */
const telltale =
  /model_type|architectures|class_name|flux\.1|hidden|n_embd|n_layer|n_head|n_vocab|d_model|num[-_](?:hidden[-_])?layers|num[-_](?:attention[-_])?heads|emb_dim|embed_dim|\bdim\b|dimensions|block_size|filter_size|hf_|bert|expansion_ratio|causal_lm|base_num_decoder_layers|(?:en|de)coder_layers|n_positions|vocab_size|intermediate_size|max_position_embeddings|base_model|batch[-_]size|zero_optimization|_component_|model_name|compute_environment|distributed_type|max_duration|parallelism|seq_len|trainer|train[-_]iters|TrainingArguments|(?:SFT|DPO|GRPO|KTO|ORPO|CPO|PPO|RLOO|Reward)Config/;

/** What is beyond it holds no first key of a configuration. */
const lookedAt = 512 * 1024;

export const mayDescribeModel = (text: string): boolean => telltale.test(text.slice(0, lookedAt));
