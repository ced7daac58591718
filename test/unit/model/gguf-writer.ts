/** Writes GGUF headers as the specification says, for tests: nothing but the header. */
export type Written = number | string | boolean | readonly number[] | readonly string[];
export interface WrittenTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type?: number;
}

export function ggufBytes(
  metadata: Readonly<Record<string, Written>>,
  tensors: readonly WrittenTensor[],
  { version = 3, littleEndian = true } = {},
): Uint8Array {
  const bytes: number[] = [];
  const put = (length: number, write: (view: DataView) => void): void => {
    const buffer = new ArrayBuffer(length);
    write(new DataView(buffer));
    bytes.push(...new Uint8Array(buffer));
  };
  const uint32 = (value: number): void => {
    put(4, (view) => {
      view.setUint32(0, value, littleEndian);
    });
  };
  const uint64 = (value: number): void => {
    put(8, (view) => {
      view.setBigUint64(0, BigInt(value), littleEndian);
    });
  };
  const float32 = (value: number): void => {
    put(4, (view) => {
      view.setFloat32(0, value, littleEndian);
    });
  };
  const count = version === 1 ? uint32 : uint64;
  const string = (text: string): void => {
    const encoded = new TextEncoder().encode(text);
    count(encoded.length);
    bytes.push(...encoded);
  };
  bytes.push(0x47, 0x47, 0x55, 0x46);
  uint32(version);
  count(tensors.length);
  count(Object.keys(metadata).length);
  for (const [key, value] of Object.entries(metadata)) {
    string(key);
    if (typeof value === 'string') {
      uint32(8);
      string(value);
    } else if (typeof value === 'boolean') {
      uint32(7);
      bytes.push(value ? 1 : 0);
    } else if (typeof value === 'number') {
      uint32(Number.isInteger(value) ? 4 : 6);
      if (Number.isInteger(value)) uint32(value);
      else float32(value);
    } else {
      uint32(9);
      const isText = typeof value[0] === 'string';
      uint32(isText ? 8 : 4);
      count(value.length);
      for (const item of value) {
        if (typeof item === 'string') string(item);
        else uint32(item);
      }
    }
  }
  for (const { name, shape, type = 1 } of tensors) {
    string(name);
    uint32(shape.length);
    for (const size of shape) count(size);
    uint32(type);
    uint64(0);
  }
  return Uint8Array.from(bytes);
}

/** The tensors of a Llama-shaped model as llama.cpp names them. */
export function llamaTensors(shape: {
  readonly layers: number;
  readonly width: number;
  readonly hidden: number;
  readonly keyValueWidth: number;
  readonly vocabulary: number;
  readonly untied: boolean;
  readonly type?: number;
}): WrittenTensor[] {
  const { layers, width, hidden, keyValueWidth, vocabulary, untied, type = 1 } = shape;
  return [
    { name: 'token_embd.weight', shape: [width, vocabulary], type },
    ...Array.from({ length: layers }, (_, index): WrittenTensor[] => [
      { name: `blk.${index}.attn_norm.weight`, shape: [width], type: 0 },
      { name: `blk.${index}.attn_q.weight`, shape: [width, width], type },
      { name: `blk.${index}.attn_k.weight`, shape: [width, keyValueWidth], type },
      { name: `blk.${index}.attn_v.weight`, shape: [width, keyValueWidth], type },
      { name: `blk.${index}.attn_output.weight`, shape: [width, width], type },
      { name: `blk.${index}.ffn_norm.weight`, shape: [width], type: 0 },
      { name: `blk.${index}.ffn_gate.weight`, shape: [width, hidden], type },
      { name: `blk.${index}.ffn_up.weight`, shape: [width, hidden], type },
      { name: `blk.${index}.ffn_down.weight`, shape: [hidden, width], type },
    ]).flat(),
    { name: 'output_norm.weight', shape: [width], type: 0 },
    ...(untied ? [{ name: 'output.weight', shape: [width, vocabulary], type }] : []),
    { name: 'rope_freqs.weight', shape: [64], type: 0 },
  ];
}
