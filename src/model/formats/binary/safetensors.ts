import type { ConfigObject, ConfigValue } from '../../config-fields';
import { isObject } from '../../config-fields';

/** What the header of a .safetensors file says of its tensors. */
export interface WeightsFacts {
  /** Parameters, packed ones unpacked; null where the file does not say it. */
  readonly parameters: number | null;
  readonly bytes: number | null;
  /** What makes the count differ from the model's, in sentences for people. */
  readonly notes: readonly string[];
  /** Names of the tensors. */
  readonly names: readonly string[];
}

export type WeightsReading =
  | { readonly kind: 'weights'; readonly facts: WeightsFacts }
  | { readonly kind: 'truncated'; readonly neededBytes: number }
  | { readonly kind: 'broken'; readonly message: string }
  | { readonly kind: 'notWeights' };

const lengthBytes = 8;
const longestHeader = 100_000_000;

const bytesOfType: Readonly<Partial<Record<string, number>>> = {
  F64: 8,
  I64: 8,
  U64: 8,
  F32: 4,
  I32: 4,
  U32: 4,
  F16: 2,
  BF16: 2,
  I16: 2,
  U16: 2,
  F8_E4M3: 1,
  F8_E5M2: 1,
  F8_E8M0: 1,
  I8: 1,
  U8: 1,
  BOOL: 1,
};

/** What quantisers store beside the weights: scales, zero points, look-up tables. */
const besideWeights =
  /(\.|_)(scales?|scale_inv|weight_scale(_inv|_2)?|input_scale|k_scale|v_scale|qzeros|zeros|zero_point|weight_zero_point|g_idx|weight_g_idx|absmax|nested_absmax|nested_quant_map|quant_map|quant_state\.\w+|weight_shape|weight_global_scale|input_global_scale|SCB|weight_format)$/;
/** Weights packed several to a stored number. */
const packed = /(\.|_)(qweight|weight_packed|blocks)$/;
/** Buffers that a model keeps with its weights. */
const buffers =
  /(rotary_emb\.inv_freq|\.masked_bias|attn\.bias|position_ids|num_batches_tracked|running_mean|running_var)$/;

interface StoredTensor {
  readonly name: string;
  readonly type: string;
  readonly elements: number;
}

function storedTensors(header: ConfigObject): StoredTensor[] | string {
  const tensors: StoredTensor[] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const shape = isObject(entry) ? entry['shape'] : undefined;
    const type = isObject(entry) ? entry['dtype'] : undefined;
    if (!Array.isArray(shape) || typeof type !== 'string')
      return `The entry ${name.slice(0, 60)} is no tensor.`;
    const elements = shape.reduce<number>(
      (product, size) => (typeof size === 'number' && size >= 0 ? product * size : Number.NaN),
      1,
    );
    if (!Number.isSafeInteger(elements)) return `The shape of ${name.slice(0, 60)} can't be.`;
    tensors.push({ name, type, elements });
  }
  return tensors;
}

/** Numbers of `bits` in one stored number of `bytes`. */
const perStored = (bytes: number, bits: number): number => Math.max(1, Math.floor((8 * bytes) / bits));

/** Counts what is stored; `bits` is the width of a packed weight where it is known. */
function factsOfTensors(tensors: readonly StoredTensor[], bits: number | null): WeightsFacts {
  let parameters = 0;
  let bytes = 0;
  let holdsPacked = false;
  for (const { name, type, elements } of tensors) {
    const each = bytesOfType[type] ?? 0;
    bytes += elements * each;
    if (besideWeights.test(name) || buffers.test(name)) continue;
    // bitsandbytes packs two 4-bit weights into a byte and keeps the tensor's own name.
    const isPacked = packed.test(name) || (type === 'U8' && name.endsWith('.weight'));
    holdsPacked ||= isPacked;
    parameters += elements * (isPacked ? perStored(each, bits ?? 4) : 1);
  }
  const heads = tensors.some(({ name }) =>
    /(^|\.)(mtp|nextn|eh_proj|enorm|hnorm)(\.|$)|\.eh_proj/.test(name),
  );
  return {
    parameters,
    bytes,
    names: tensors.map(({ name }) => name),
    notes: [
      ...(holdsPacked ? [`Its weights are packed: counted at ${bits ?? 4} bits each.`] : []),
      ...(heads ? ['It holds multi-token prediction heads, which the model’s own class leaves out.'] : []),
    ],
  };
}

/** The object a text holds; null where it is no JSON object. An index may have more keys than a config's reader takes. */
function parsedObject(text: string): ConfigObject | null {
  try {
    const value = JSON.parse(text) as ConfigValue;
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Reads the header of a .safetensors file from the file's beginning. `bits` as in `factsOfTensors`. Never throws. */
export function readSafetensorsHeader(bytes: Uint8Array, bits: number | null = null): WeightsReading {
  if (bytes.length < lengthBytes) return { kind: 'truncated', neededBytes: lengthBytes };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > longestHeader) return { kind: 'broken', message: 'Its header would be longer than 100 MB.' };
  if (bytes.length < lengthBytes + length) return { kind: 'truncated', neededBytes: lengthBytes + length };
  const text = new TextDecoder().decode(bytes.subarray(lengthBytes, lengthBytes + length));
  const header = parsedObject(text);
  if (header === null) return { kind: 'broken', message: 'Its header is not a JSON object.' };
  const tensors = storedTensors(header);
  if (typeof tensors === 'string') return { kind: 'broken', message: tensors };
  return { kind: 'weights', facts: factsOfTensors(tensors, bits) };
}

/** Whether a text has the keys of a `model.safetensors.index.json`. */
export const looksLikeWeightsIndex = (text: string): boolean =>
  /"weight_map"\s*:/.test(text.slice(0, 1_000_000));

/** Reads a `model.safetensors.index.json`: its total size and, where newer writers put it, the parameters. */
export function readWeightsIndex(text: string): WeightsReading {
  const values = parsedObject(text);
  if (values === null) return { kind: 'broken', message: 'It is no valid JSON.' };
  if (!isObject(values['weight_map'])) return { kind: 'notWeights' };
  const metadata = isObject(values['metadata']) ? values['metadata'] : {};
  const number = (key: string): number | null => {
    const value = metadata[key];
    return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
  };
  const names = Object.keys(values['weight_map']);
  const { notes } = factsOfTensors(
    names.map((name) => ({ name, type: 'BF16', elements: 0 })),
    null,
  );
  return {
    kind: 'weights',
    facts: { parameters: number('total_parameters'), bytes: number('total_size'), names, notes },
  };
}
