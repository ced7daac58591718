import { said, type Message } from '../units/message';
import { isObject, type ConfigObject, type ConfigValue } from './config-fields';
import type { Layer } from './layers';
import { leftOut } from './quantised-modules';
import type { Block, ModelSpec } from './spec';

/** In what form a file says that some of a model's weights are held. */
export interface Quantisation {
  /** As the file names it, such as fp8 or gptq. */
  readonly method: string;
  /** Bytes of one weight, its scales with it. */
  readonly bytesPerNumber: number;
  /** What products with such weights multiply, where both sides are held so; null where weights are widened to 16 bits for them. */
  readonly products: 'fp8' | 'fp4' | null;
}

/** What a section on quantisation says, and of which weights. */
interface Scheme extends Quantisation {
  readonly ofExpertsAlone: boolean;
  readonly ofHead: boolean;
  readonly ofTowers: boolean;
  /** Names of modules, or patterns of them, that are left as they are. */
  readonly leftOut: readonly string[];
}

const numberOf = (section: ConfigObject, ...keys: readonly string[]): number | null => {
  for (const key of keys) {
    const value = section[key];
    if (typeof value === 'number' && value > 0 && value <= 4096) return value;
  }
  return null;
};
const wordOf = (section: ConfigObject, key: string): string => {
  const value = section[key];
  return typeof value === 'string' ? value.toLowerCase() : '';
};
const namesOf = (value: ConfigValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((name) => typeof name === 'string').slice(0, 4096) : [];

/** Bits in words such as `float8`, `int4_weight_only`, `NVFP4` or `W4A16`. */
const bitsOfWord = (word: string): number | null => {
  const bits = Number(/(?:float|fp|int|nf|^w)_?(\d)(?!\d)/.exec(word)?.[1] ?? Number.NaN);
  return bits >= 1 && bits <= 8 ? bits : null;
};

/** Bits of a weight with a scale of so many bits for each group of them. */
const withScales = (bits: number, scaleBits: number, group: number | null): number =>
  group === null || group <= 0 ? bits : bits + scaleBits / group;

/** NF4 keeps a scale for 64 weights: of 32 bits, or of 8 with 32 for 256 scales (Dettmers et al. 2023). */
const nf4Bits = (isDouble: boolean): number => 4 + (isDouble ? 8 / 64 + 32 / (64 * 256) : 32 / 64);
/** OCP Microscaling: a scale of 8 bits for 32 numbers. NVFP4: one for 16. */
const mxfp4Bits = 4 + 8 / 32;
const nvfp4Bits = 4 + 8 / 16;

interface Bits {
  readonly bits: number;
  readonly products: Quantisation['products'];
}

/** Of the groups of compressed-tensors, which ModelOpt writes too: the first with weights. */
function bitsOfGroups(section: ConfigObject): Bits | null {
  const groups = section['config_groups'];
  if (!isObject(groups)) return null;
  for (const group of Object.values(groups)) {
    if (!isObject(group) || !isObject(group['weights'] ?? null)) continue;
    const weights = group['weights'] as ConfigObject;
    const bits = numberOf(weights, 'num_bits');
    if (bits === null || bits > 8) continue;
    const inputs = group['input_activations'];
    const inputBits = isObject(inputs) ? (numberOf(inputs, 'num_bits') ?? 16) : 16;
    const isFloat = wordOf(weights, 'type') === 'float';
    const scaleBits = isFloat && bits === 4 ? 8 : 16;
    return {
      bits: withScales(bits, scaleBits, numberOf(weights, 'group_size')),
      products:
        isFloat && bits === 4 && inputBits === 4
          ? 'fp4'
          : isFloat && bits <= 8 && inputBits === 8 && wordOf(inputs as ConfigObject, 'type') === 'float'
            ? 'fp8'
            : null,
    };
  }
  return null;
}

/** Of a section that names no method. */
const unnamed = 'quantization';
const longestName = 60;

/** Bits of a weight as a section's method has them; null where neither method nor keys say them. */
function bitsOf(method: string, section: ConfigObject): Bits | null {
  const grouped = bitsOfGroups(section);
  if (grouped !== null) return grouped;
  const group = numberOf(section, 'group_size', 'q_group_size');
  if (method === 'bitsandbytes' || section['load_in_4bit'] === true || section['load_in_8bit'] === true) {
    if (section['load_in_4bit'] === true || section['_load_in_4bit'] === true)
      return { bits: nf4Bits(section['bnb_4bit_use_double_quant'] === true), products: null };
    return section['load_in_8bit'] === true || section['_load_in_8bit'] === true
      ? { bits: 8, products: null }
      : null;
  }
  if (method === 'mxfp4') return { bits: mxfp4Bits, products: null };
  const words = [
    wordOf(section, 'quant_algo'),
    wordOf(section, 'quant_type'),
    wordOf(section, 'weights'),
    wordOf(section, 'fmt') === 'e4m3' ? 'fp8' : '',
    method,
  ];
  if (words.some((word) => word.includes('nvfp4'))) return { bits: nvfp4Bits, products: 'fp4' };
  const bits =
    numberOf(section, 'bits', 'w_bit', 'weight_bits', 'num_bits', 'nbits') ??
    words.reduce<number | null>((found, word) => found ?? bitsOfWord(word), null);
  if (bits === null || bits > 8) return null;
  const isFloat8 = bits === 8 && words.some((word) => /fp8|float8/.test(word));
  const isWeightOnly = words.some((word) => /weight_?only|_wo\b|w8a16/.test(word));
  // Integers in groups have a scale in 16 bits, and as a rule a zero point of their own width; MLX's, which name no method, one of 16.
  return {
    bits: isFloat8 ? bits : withScales(bits, 16 + (method === unnamed ? 16 : bits), group),
    products: isFloat8 && !isWeightOnly ? 'fp8' : null,
  };
}

/** The section as the library, its predecessors and MLX call it. */
function sectionOf(values: ConfigObject): ConfigObject | null {
  const text = values['text_config'];
  for (const holder of [values, ...(isObject(text) ? [text] : [])])
    for (const key of ['quantization_config', 'compression_config', 'quantization']) {
      const section = holder[key];
      if (isObject(section) && Object.keys(section).length > 0) return section;
    }
  return null;
}

function schemeOf(section: ConfigObject): Scheme | string {
  const named = wordOf(section, 'quant_method').slice(0, longestName);
  const method =
    named !== ''
      ? named
      : section['load_in_4bit'] === true || section['load_in_8bit'] === true
        ? 'bitsandbytes'
        : unnamed;
  const found = bitsOf(method, section);
  if (found === null) return method;
  return {
    method,
    bytesPerNumber: found.bits / 8,
    products: found.products,
    // The library replaces its experts alone by such weights.
    ofExpertsAlone: method === 'mxfp4',
    ofHead: section['lm_head'] === true,
    // GPTQ goes through the layers of the text.
    ofTowers: method !== 'gptq',
    leftOut: [
      ...namesOf(section['modules_to_not_convert']),
      ...namesOf(section['llm_int8_skip_modules']),
      ...namesOf(section['ignore']),
      ...namesOf(section['ignored_layers']),
      ...namesOf(section['exclude_modules']),
    ],
  };
}

function isHeldSo(layer: Layer, { tower }: Block, scheme: Scheme): boolean {
  if (tower !== undefined && !scheme.ofTowers) return false;
  if (layer.kind === 'experts') return true;
  if (layer.kind !== 'linear' || scheme.ofExpertsAlone || layer.component === 'router') return false;
  return layer.component !== 'head' || (scheme.ofHead && layer.tied !== true);
}

const notKnown = (method: string): Message =>
  said`How many bits the quantisation ${method} takes for a weight is not known: serving is of unquantised weights.`;

/**
 * The model with what its file says of how its weights are held: on the spec, and on each layer that is held so. Parameters and
 * FLOPs stay what they are. The same spec where the file says nothing.
 */
export function withQuantisation(spec: ModelSpec, values: ConfigObject): ModelSpec {
  const section = sectionOf(values);
  if (section === null) return spec;
  const scheme = schemeOf(section);
  if (typeof scheme === 'string') return { ...spec, notes: [...spec.notes, notKnown(scheme)] };
  const shareLeftOut = leftOut(spec, scheme.leftOut);
  const { method, bytesPerNumber, products } = scheme;
  return {
    ...spec,
    quantisation: { method, bytesPerNumber, products },
    blocks: spec.blocks.map((block) => ({
      ...block,
      layers: block.layers.map((layer) => {
        if (!isHeldSo(layer, block, scheme)) return layer;
        const quantisedShare = 1 - shareLeftOut(layer, block);
        return quantisedShare > 0 ? { ...layer, quantisedShare } : layer;
      }),
    })),
  };
}

/** The model with every matrix and table of it held in so many bytes a number, as some tools write a whole file. */
export const heldThroughout = (spec: ModelSpec, method: string, bytesPerNumber: number): ModelSpec => ({
  ...spec,
  quantisation: { method, bytesPerNumber, products: null },
  blocks: spec.blocks.map((block) => ({
    ...block,
    layers: block.layers.map((layer) =>
      layer.kind === 'linear' || layer.kind === 'experts' || layer.kind === 'table'
        ? { ...layer, quantisedShare: 1 }
        : layer,
    ),
  })),
});
