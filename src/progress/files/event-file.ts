import type { Progress } from '../progress';

/** A record of an event file is no longer than this; what claims to be is not one. */
const longestRecord = 64 * 1024 * 1024;

/** Of a tag so many bytes are read. */
const longestTag = 64;

/** Length (8 bytes, little endian), its checksum (4), the data, its checksum (4). */
const frame = { head: 12, tail: 4 } as const;

/**
 * Reads TensorBoard's event files (`events.out.tfevents.…`) piece by piece: TFRecord frames around Event messages, of
 * which the step is read (https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto).
 */
export class EventFile {
  private rest = new Uint8Array();
  private highest = 0;
  /** Epochs that Keras has told of, which counts them from 0 and writes them as steps; null before the first. */
  private epochs: number | null = null;
  private isBroken = false;

  /** Takes what was added to the file. Returns the highest step so far, or epoch where it tells epochs alone; null where none above 0 was written. */
  take(bytes: Uint8Array): Progress | null {
    if (!this.isBroken) this.read(joined(this.rest, bytes));
    if (this.highest > 0) return { done: this.highest, total: null, unit: 'step', epochs: null };
    const { epochs: done } = this;
    return done === null ? null : { done, total: null, unit: 'epoch', epochs: { done, total: null } };
  }

  private note({ step, tag }: TaggedStep): void {
    if (tag.startsWith('epoch_')) this.epochs = Math.max(this.epochs ?? 0, step + 1);
    else this.highest = Math.max(this.highest, step);
  }

  private read(data: Uint8Array): void {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    let at = 0;
    while (data.length - at >= frame.head) {
      const length = Number(view.getBigUint64(at, true));
      if (length > longestRecord) {
        this.isBroken = true;
        this.rest = new Uint8Array();
        return;
      }
      const end = at + frame.head + length + frame.tail;
      if (end > data.length) break;
      const event = eventOf(data.subarray(at + frame.head, end - frame.tail));
      if (event !== null) this.note(event);
      at = end;
    }
    this.rest = data.slice(at);
  }
}

interface TaggedStep {
  readonly step: number;
  readonly tag: string;
}

interface Field {
  readonly number: number;
  /** A varint's value, or the bytes of a message or a text; null of other kinds. */
  readonly value: number | Uint8Array | null;
}

/** The fields of a message of Protocol Buffers, up to where it is broken. */
function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number | null => {
    let value = 0;
    for (let shift = 0; shift < 63; shift += 7) {
      const byte = message[at];
      if (byte === undefined) return null;
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return null;
  };
  while (at < message.length) {
    const key = varint();
    if (key === null) return;
    const [number, wire] = [key >> 3, key & 7];
    if (wire === 0) {
      const value = varint();
      if (value === null) return;
      yield { number, value };
    } else if (wire === 2) {
      const length = varint();
      if (length === null) return;
      yield { number, value: message.subarray(at, at + length) };
      at += length;
    } else if (wire === 1 || wire === 5) {
      at += wire === 1 ? 8 : 4;
      yield { number, value: null };
    } else return;
  }
}

const bytesOf = (message: Uint8Array, wanted: number): Uint8Array | null => {
  for (const { number, value } of fieldsOf(message))
    if (number === wanted && value instanceof Uint8Array) return value;
  return null;
};

/** An Event's `step` (field 2), 0 where it is left out, and the tag of its summary's first value; null without a summary or a step. */
function eventOf(message: Uint8Array): TaggedStep | null {
  let step = 0;
  let summary: Uint8Array | null = null;
  for (const { number, value } of fieldsOf(message)) {
    if (number === 2 && typeof value === 'number') step = value;
    if (number === 5 && value instanceof Uint8Array) summary = value;
  }
  if (summary === null || step > 1e15) return null;
  const first = bytesOf(summary, 1);
  const tag = first === null ? null : bytesOf(first, 1);
  return { step, tag: tag === null ? '' : new TextDecoder().decode(tag.subarray(0, longestTag)) };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
