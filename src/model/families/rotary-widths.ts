import type { ConfigFields, ConfigValue } from '../config-fields';
import { isObject } from '../config-fields';
import { said } from '../../units/message';

const namesOf = (list: string): readonly string[] => list.split(/\s+/);

/** Types that turn the channels of a head in pairs, all of them unless the file says a part. */
const pairs = namesOf(
  `afmoe apertus apertus1p5_text arcee aria_text beam bitnet chameleon cohere cohere2 cohere2_moe cohere_compass_text cwm diffllama
  doge dory dots1 emu3_text_model ernie4_5 ernie4_5_moe esmc eurobert exaone exaone4 exaone_moe falcon falcon_h1 flex_olmo flint
  gemma gemma2 gemma3_text gemma3n_text gemma4_text gemma4_unified_text gpt_neox_japanese gpt_oss granite granite_swa granitemoe
  granitemoe_swa granitemoeshared gte helium hrm_text hunyuan_v1_dense hunyuan_v1_moe hy_v3 hyperclovax internlm3 iquestcoder jais2
  jina_embeddings_v3 kolibri1 kyutai_speech_to_text lara_mini lasr_encoder lfm2 lfm2_moe lfm3 llama llama4_text mellum minimax
  minimax_m2 minimax_m3_vl_text ministral ministral3 mistral mixtral mllama_text_model modernbert modernbert-decoder moshi nanochat
  nomic_bert olmo olmo2 olmo3 olmo_hybrid olmoe phi3 phi4_multimodal phimoe pixtral qwen2 qwen2_moe qwen3 qwen3_moe
  qwen3_vl_moe_text qwen3_vl_text roformer sarvam_moe seed_oss smollm3 solar_open starcoder2 ultrabert vaultgemma`,
);

/** Types that turn half of a head's channels by the row of a patch, half by its column: pairs of both. */
const rowsAndColumns = namesOf(
  `cohere_compass_vision dinov3_vit glm4v_moe_vision glm4v_vision glm_ocr_vision kimi_k25_vision llama4_vision_model mlcd
  mlcd_vision_model qwen2_5_vl_vision qwen3_5_moe_vision qwen3_5_vision qwen3_vl_moe_vision qwen3_vl_vision qwen4_exp_vision sapiens2`,
);

/** Types that turn a part of a head's channels, cut out before it is turned: the part where the file does not say it. */
const parts: Readonly<Record<string, number>> = { persimmon: 0.5, phi: 0.5, stablelm: 0.25 };

interface Sections {
  /** Pairs of each where the file does not say them; null where the library's own do not fit its own width. */
  readonly usual: readonly number[] | null;
  /** The part of a head's channels that is turned, where the file does not say it. */
  readonly part: number;
}

const ofQwen: Sections = { usual: [16, 24, 24], part: 1 };
/** Types that cut the pairs into sections of time, height and width. */
const sections: Readonly<Record<string, Sections>> = {
  qwen2_vl_text: ofQwen,
  qwen2_5_vl_text: ofQwen,
  qwen2_5_omni_text: ofQwen,
  paddleocr_vl_text: ofQwen,
  glm4v_text: { usual: null, part: 1 },
  glm4v_moe_text: { usual: [8, 12, 12], part: 0.5 },
  glm_ocr_text: { usual: null, part: 1 },
};

const multiples: ReadonlyMap<string, number> = new Map([
  ...[...pairs, ...Object.keys(parts)].map((modelType) => [modelType, 2] as const),
  ...rowsAndColumns.map((modelType) => [modelType, 4] as const),
]);

interface HeadWidth {
  /** Channels of a head. */
  readonly width: number;
  /** The key that it follows from. */
  readonly key: string;
}

/** The width of a head as the config says it; null where it does not, or not as numbers. */
function headWidthOf(config: ConfigFields): HeadWidth | null {
  const own = config.raw('head_dim');
  if (typeof own === 'number') return { width: own, key: 'head_dim' };
  const [width, heads] = [
    config.raw('hidden_size'),
    config.raw('num_attention_heads') ?? config.raw('num_heads'),
  ];
  if (typeof width !== 'number' || typeof heads !== 'number' || !(heads > 0)) return null;
  return { width: Math.floor(width / heads), key: 'hidden_size' };
}

const asNumber = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** What the file says of the rotation: of its two names the older one wins. */
function rotationOf(config: ConfigFields): ConfigValue | undefined {
  const older = config.raw('rope_scaling');
  return isObject(older) && Object.keys(older).length > 0 ? older : config.raw('rope_parameters');
}

/** The part of a head's channels that the file says is turned. */
function writtenPart(config: ConfigFields): number | null {
  const rotation = rotationOf(config);
  const written = isObject(rotation) ? asNumber(rotation['partial_rotary_factor']) : null;
  return written ?? asNumber(config.raw('partial_rotary_factor'));
}

/** How many of a head's channels are turned, by the part that the file names. */
const rotatedOf = (config: ConfigFields, width: number, usual: number): number =>
  Math.floor(width * (writtenPart(config) ?? usual));

/** Refuses sections that do not make up the pairs of channels. */
function checkSections(config: ConfigFields, { usual, part }: Sections, { width, key }: HeadWidth): void {
  const rotation = rotationOf(config);
  const written = isObject(rotation) ? rotation['mrope_section'] : undefined;
  const sizes = Array.isArray(written) ? written.map(Number) : usual;
  if (sizes === null) return;
  const needed = sizes.reduce((sum, size) => sum + size, 0);
  const turned = Math.ceil(rotatedOf(config, width, part) / 2);
  if (Number.isInteger(needed) && needed !== turned)
    config.refuse(
      key,
      said`makes heads of ${turned} pairs of channels, and the sections of mrope_section have ${needed}.`,
    );
}

/** Refuses heads whose channels rotary embedding cannot turn in pairs: the library does not build or not run them. */
export function checkRotaryWidth(config: ConfigFields, modelType: string): void {
  // Falcon's other positions turn nothing.
  if (config.problems.length > 0 || (modelType === 'falcon' && config.raw('alibi') === true)) return;
  if ((writtenPart(config) ?? 0) > 1)
    config.refuse('partial_rotary_factor', 'must be 1 or less: a head has no more channels to turn.');
  const multiple = multiples.get(modelType);
  const usualSections = sections[modelType];
  if (multiple === undefined && usualSections === undefined) return;
  const head = headWidthOf(config);
  if (head === null) return;
  if (usualSections !== undefined) checkSections(config, usualSections, head);
  if (multiple === undefined) return;
  const part = parts[modelType];
  const rotated = rotatedOf(config, head.width, part ?? 1);
  // A part that the library does not cut out is rounded up to pairs, and still fits.
  if (part === undefined && rotated !== head.width) return;
  if (rotated % multiple !== 0)
    config.refuse(
      head.key,
      said`makes heads of which ${rotated} channels are turned by rotary embedding: a multiple of ${multiple} is needed.`,
    );
}
