import { ByteReader, OutOfBytes, bytesOfNumber, type NumberKind } from './byte-reader';

/** A list in a header: its numbers where it is a short list of numbers, else null (a tokenizer's words). */
export interface GgufList {
  readonly length: number;
  readonly numbers: readonly number[] | null;
}
export type GgufValue = number | string | boolean | GgufList;

/** One tensor of the file. */
export interface GgufTensor {
  readonly name: string;
  /** Sizes, the fastest-running first: inputs, outputs, experts. */
  readonly shape: readonly number[];
  readonly elements: number;
  readonly type: GgmlType;
}

/** How numbers are packed: blocks of `elements` in `bytes`. */
export interface GgmlType {
  readonly name: string;
  readonly elements: number;
  readonly bytes: number;
}

export interface GgufHeader {
  readonly version: number;
  readonly bigEndian: boolean;
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly tensors: readonly GgufTensor[];
}

export type GgufReading =
  | { readonly kind: 'header'; readonly header: GgufHeader }
  /** More of the file's beginning is needed: at least so many bytes. */
  | { readonly kind: 'truncated'; readonly neededBytes: number }
  | { readonly kind: 'broken'; readonly message: string };

/** A header that no writer makes; caught by `readGgufHeader` alone. */
class HeaderProblem extends Error {}

const mostTensors = 100_000;
const mostEntries = 100_000;
const longestNumberList = 10_000;
const mostDimensions = 4;
const stringKind = 8;
const listKind = 9;

/** Value kinds by their number in the file (GGUF specification, ggml-org/ggml docs/gguf.md). */
const numberKinds: Readonly<Partial<Record<number, NumberKind>>> = {
  0: 'uint8',
  1: 'int8',
  2: 'uint16',
  3: 'int16',
  4: 'uint32',
  5: 'int32',
  6: 'float32',
  7: 'uint8',
  10: 'uint64',
  11: 'int64',
  12: 'float64',
};
const booleanKind = 7;

const type = (name: string, elements: number, bytes: number): GgmlType => ({ name, elements, bytes });

/** Tensor types by their number in the file (ggml-org/ggml: enum ggml_type and its block sizes). */
const tensorTypes: Readonly<Partial<Record<number, GgmlType>>> = {
  0: type('F32', 1, 4),
  1: type('F16', 1, 2),
  2: type('Q4_0', 32, 18),
  3: type('Q4_1', 32, 20),
  6: type('Q5_0', 32, 22),
  7: type('Q5_1', 32, 24),
  8: type('Q8_0', 32, 34),
  9: type('Q8_1', 32, 36),
  10: type('Q2_K', 256, 84),
  11: type('Q3_K', 256, 110),
  12: type('Q4_K', 256, 144),
  13: type('Q5_K', 256, 176),
  14: type('Q6_K', 256, 210),
  15: type('Q8_K', 256, 292),
  16: type('IQ2_XXS', 256, 66),
  17: type('IQ2_XS', 256, 74),
  18: type('IQ3_XXS', 256, 98),
  19: type('IQ1_S', 256, 50),
  20: type('IQ4_NL', 32, 18),
  21: type('IQ3_S', 256, 110),
  22: type('IQ2_S', 256, 82),
  23: type('IQ4_XS', 256, 136),
  24: type('I8', 1, 1),
  25: type('I16', 1, 2),
  26: type('I32', 1, 4),
  27: type('I64', 1, 8),
  28: type('F64', 1, 8),
  29: type('IQ1_M', 256, 56),
  30: type('BF16', 1, 2),
  34: type('TQ1_0', 256, 54),
  35: type('TQ2_0', 256, 66),
  39: type('MXFP4', 32, 17),
};

function readValue(reader: ByteReader, kind: number, key: string): GgufValue {
  if (kind === stringKind) return reader.string();
  if (kind === listKind) return readList(reader, key);
  const numberKind = numberKinds[kind];
  if (numberKind === undefined)
    throw new HeaderProblem(`${key} is of kind ${kind}, which GGUF does not know.`);
  const value = reader.number(numberKind);
  return kind === booleanKind ? value !== 0 : value;
}

function readList(reader: ByteReader, key: string): GgufList {
  const kind = reader.uint32();
  const length = reader.count();
  if (kind === stringKind) {
    // Every string takes bytes, so this ends with them.
    for (let index = 0; index < length; index++) reader.take(reader.count());
    return { length, numbers: null };
  }
  const numberKind = numberKinds[kind];
  if (numberKind === undefined)
    throw new HeaderProblem(`${key} is a list of kind ${kind}, which is not read.`);
  if (length > longestNumberList) {
    reader.take(length * bytesOfNumber[numberKind]);
    return { length, numbers: null };
  }
  return { length, numbers: Array.from({ length }, () => reader.number(numberKind)) };
}

function readTensor(reader: ByteReader): GgufTensor {
  const name = reader.string();
  const dimensions = reader.uint32();
  if (dimensions > mostDimensions)
    throw new HeaderProblem(
      `The tensor ${name.slice(0, 60)} has ${dimensions} dimensions: GGUF has at most 4.`,
    );
  const shape = Array.from({ length: dimensions }, () => reader.count());
  const elements = shape.reduce((product, size) => product * size, 1);
  if (!Number.isSafeInteger(elements) || elements < 1)
    throw new HeaderProblem(
      `The tensor ${name.slice(0, 60)} has the shape ${shape.join(' x ')}: no tensor has.`,
    );
  const number = reader.uint32();
  reader.uint64();
  return { name, shape, elements, type: tensorTypes[number] ?? type(`type ${number}`, 1, 0) };
}

function counted(what: string, count: number, most: number): number {
  if (count > most)
    throw new HeaderProblem(`It names ${count} ${what}: more than the ${most} that are read.`);
  return count;
}

function readAll(bytes: Uint8Array): GgufHeader {
  const start = new ByteReader(bytes, 4, true, false);
  const written = start.uint32();
  // The other byte order puts the small version number into the upper half.
  const bigEndian = (written & 0xffff) === 0 && written !== 0;
  const version = bigEndian ? written >>> 24 : written;
  if (version < 1 || version > 3)
    throw new HeaderProblem(`GGUF version ${version} is not read; versions 1 to 3 are.`);
  const reader = new ByteReader(bytes, 8, !bigEndian, version > 1);
  const tensorCount = counted('tensors', reader.count(), mostTensors);
  const entryCount = counted('entries', reader.count(), mostEntries);
  const metadata = new Map<string, GgufValue>();
  for (let index = 0; index < entryCount; index++) {
    const key = reader.string();
    metadata.set(key, readValue(reader, reader.uint32(), key.slice(0, 60)));
  }
  const tensors = Array.from({ length: tensorCount }, () => readTensor(reader));
  return { version, bigEndian, metadata, tensors };
}

/**
 * Reads the header of a GGUF file (versions 1 to 3, both byte orders) from the file's beginning: metadata and the
 * tensors' names and shapes. The tensors themselves are not needed. Never throws.
 */
export function readGgufHeader(bytes: Uint8Array): GgufReading {
  try {
    return { kind: 'header', header: readAll(bytes) };
  } catch (error) {
    if (error instanceof OutOfBytes) return { kind: 'truncated', neededBytes: error.neededBytes };
    if (error instanceof HeaderProblem) return { kind: 'broken', message: error.message };
    throw error;
  }
}
