import type { ConfigFields } from '../config-fields';

/** Types whose configuration class refuses a width that the heads do not divide, even where head_dim is given. */
const divided: ReadonlySet<string> = new Set(
  `altclip_text_model altclip_vision_model arcee aria_text chinese_clip_text_model chinese_clip_vision_model clip_text_model
  clip_vision_model clipseg_text_model clipseg_vision_model cwm deepseek_v2 esmc eurobert exaone gemma2 gemma3_text gemma3n_text
  gpt_neox hrm_text hyperclovax internlm3 iquestcoder jais2 llama metaclip_2_text_model metaclip_2_vision_model minicpm3
  tipsv2_text_model ultrabert vaultgemma`.split(/\s+/),
);

/** Refuses a width that the heads do not divide where the library does. */
export function checkDividedWidth(config: ConfigFields, modelType: string): void {
  if (divided.has(modelType)) config.headWidth('hidden_size', 'num_attention_heads');
}
