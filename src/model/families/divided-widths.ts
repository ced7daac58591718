import type { ConfigFields } from '../config-fields';
import { said } from '../../units/message';

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

/** Types whose router sees its experts in groups, all of one size, however many a token may choose among. */
const grouped: ReadonlySet<string> = new Set(
  `axk1 axk2 bailing_hybrid beam deepseek_v3 deepseek_v32 dots1 dots3_note_text exaone_moe glm4_moe glm4_moe_lite glm4v_moe_text
  glm5_next_text glm_moe_dsa hy_v4 hy_v4_vl_text kimi_linear mimo_v2_flash mistral4 mistral_large4_text nemotron_h
  solar_open`.split(/\s+/),
);

/** Refuses groups that the experts cannot be divided into, as DeepSeek-V3's router does when it runs. */
export function checkExpertGroups(config: ConfigFields, modelType: string): void {
  if (!grouped.has(modelType)) return;
  const [groups, experts] = [
    config.raw('n_group'),
    config.raw('n_routed_experts') ?? config.raw('num_local_experts') ?? config.raw('num_experts'),
  ];
  if (typeof groups !== 'number' || typeof experts !== 'number' || !(groups > 0)) return;
  if (experts % groups !== 0)
    config.refuse('n_group', said`(${groups}) does not divide the experts (${experts}).`);
}
