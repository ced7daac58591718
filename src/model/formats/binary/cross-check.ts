import type { ConfigObject } from '../../config-fields';
import { isObject } from '../../config-fields';
import type { WeightsFacts } from './safetensors';

const bytesOfName: Readonly<Partial<Record<string, number>>> = {
  float32: 4,
  bfloat16: 2,
  float16: 2,
  float8_e4m3fn: 1,
};

/** Bits of a weight that the config's quantisation names; null where it names none. */
export function quantisedBits(values: ConfigObject): number | null {
  const quantisation = values['quantization_config'];
  if (!isObject(quantisation)) return null;
  for (const key of ['bits', 'w_bit', 'weight_bits']) {
    const bits = quantisation[key];
    if (typeof bits === 'number' && bits >= 1 && bits <= 16) return bits;
  }
  if (quantisation['load_in_4bit'] === true || quantisation['quant_method'] === 'mxfp4') return 4;
  if (quantisation['load_in_8bit'] === true || quantisation['quant_method'] === 'fp8') return 8;
  return null;
}

const shown = (count: number): string => new Intl.NumberFormat('en-US').format(count);

/** Why a checkpoint may hold another number than the model's class, by what its names and the config say. */
function reasons(facts: WeightsFacts, difference: number, values: ConfigObject): string[] {
  const vocabulary = values['vocab_size'];
  const width = values['hidden_size'] ?? values['n_embd'] ?? values['d_model'];
  const table = typeof vocabulary === 'number' && typeof width === 'number' ? vocabulary * width : null;
  const isTable = table !== null && Math.abs(Math.abs(difference) - table) <= table / 1000;
  return [
    ...facts.notes,
    ...(isTable
      ? ['The difference is one embedding table: a head that is tied in one and not in the other.']
      : []),
    ...(isObject(values['quantization_config'])
      ? ['The config names a quantisation: packed weights and their scales are stored.']
      : []),
  ];
}

/**
 * Holds the parameters of the weights beside a config against the model's own count. The config's count stands; a
 * disagreement is a note. Empty where the weights say nothing.
 */
export function crossCheck(total: number, values: ConfigObject, facts: WeightsFacts): string[] {
  const named = values['dtype'] ?? values['torch_dtype'];
  const each = typeof named === 'string' ? bytesOfName[named.replace('torch.', '')] : undefined;
  const quantised = isObject(values['quantization_config']);
  const exact = facts.parameters;
  const bySize = facts.bytes !== null && each !== undefined && !quantised ? facts.bytes / each : null;
  const stored = exact ?? bySize;
  if (stored === null)
    return quantised && facts.bytes !== null
      ? [`The weights beside it are quantised (${shown(facts.bytes)} bytes): no check of the parameters.`]
      : [];
  if (stored === total) return [`The weights beside it hold the same number of parameters, ${shown(total)}.`];
  const how =
    exact === null ? ` (${shown(facts.bytes ?? 0)} bytes of ${typeof named === 'string' ? named : ''})` : '';
  return [
    `The weights beside it hold ${shown(Math.round(stored))} parameters${how}, the configuration describes ${shown(total)}.`,
    ...reasons(facts, stored - total, values),
  ];
}
