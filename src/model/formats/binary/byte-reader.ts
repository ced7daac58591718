/** The bytes ended before what was to be read. */
export class OutOfBytes extends Error {
  readonly neededBytes: number;
  constructor(neededBytes: number) {
    super(`${neededBytes} bytes are needed`);
    this.neededBytes = neededBytes;
  }
}

/** Reads numbers and strings one after another. Throws `OutOfBytes` at the end of what there is. */
export class ByteReader {
  offset: number;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly littleEndian: boolean;
  /** Version 1 of GGUF counts in 32 bits, later ones in 64. */
  private readonly wideCounts: boolean;
  private readonly decoder = new TextDecoder();

  constructor(bytes: Uint8Array, offset: number, littleEndian: boolean, wideCounts: boolean) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.offset = offset;
    this.littleEndian = littleEndian;
    this.wideCounts = wideCounts;
  }

  /** Goes on by `length` bytes, which must be there; returns where they begin. */
  take(length: number): number {
    const at = this.offset;
    if (!(at + length <= this.bytes.length)) throw new OutOfBytes(at + length);
    this.offset = at + length;
    return at;
  }

  uint32 = (): number => this.view.getUint32(this.take(4), this.littleEndian);
  /** Beyond 2^53 the nearest number: no count or size of a model is that large. */
  uint64 = (): number => Number(this.view.getBigUint64(this.take(8), this.littleEndian));
  int64 = (): number => Number(this.view.getBigInt64(this.take(8), this.littleEndian));
  count = (): number => (this.wideCounts ? this.uint64() : this.uint32());

  /** A number of 1 to 8 bytes by the name of its kind. */
  number(kind: NumberKind): number {
    switch (kind) {
      case 'uint8':
        return this.view.getUint8(this.take(1));
      case 'int8':
        return this.view.getInt8(this.take(1));
      case 'uint16':
        return this.view.getUint16(this.take(2), this.littleEndian);
      case 'int16':
        return this.view.getInt16(this.take(2), this.littleEndian);
      case 'uint32':
        return this.uint32();
      case 'int32':
        return this.view.getInt32(this.take(4), this.littleEndian);
      case 'float32':
        return this.view.getFloat32(this.take(4), this.littleEndian);
      case 'float64':
        return this.view.getFloat64(this.take(8), this.littleEndian);
      case 'uint64':
        return this.uint64();
      case 'int64':
        return this.int64();
    }
  }

  string(): string {
    const length = this.count();
    const at = this.take(length);
    return this.decoder.decode(this.bytes.subarray(at, at + length));
  }
}

export type NumberKind =
  'uint8' | 'int8' | 'uint16' | 'int16' | 'uint32' | 'int32' | 'float32' | 'float64' | 'uint64' | 'int64';

export const bytesOfNumber: Readonly<Record<NumberKind, number>> = {
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  float32: 4,
  float64: 8,
  uint64: 8,
  int64: 8,
};
