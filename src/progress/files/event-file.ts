import type { Progress } from '../progress';

/** A record of an event file is no longer than this; what claims to be is not one. */
const longestRecord = 64 * 1024 * 1024;

/** Length (8 bytes, little endian), its checksum (4), the data, its checksum (4). */
const frame = { head: 12, tail: 4 } as const;

/**
 * Reads TensorBoard's event files (`events.out.tfevents.…`) piece by piece: TFRecord frames around Event messages, of
 * which the step is read (https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto).
 */
export class EventFile {
  private rest = new Uint8Array();
  private highest = 0;
  private isBroken = false;

  /** Takes what was added to the file. Returns the highest step so far; null where none above 0 was written. */
  take(bytes: Uint8Array): Progress | null {
    if (!this.isBroken) this.read(joined(this.rest, bytes));
    return this.highest === 0 ? null : { done: this.highest, total: null, unit: 'step', epochs: null };
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
      const step = stepOf(data.subarray(at + frame.head, end - frame.tail));
      if (step !== null) this.highest = Math.max(this.highest, step);
      at = end;
    }
    this.rest = data.slice(at);
  }
}

/** The field `step` (number 2, a varint) of an Event; null where it has none. */
function stepOf(event: Uint8Array): number | null {
  let at = 0;
  const varint = (): number | null => {
    let value = 0;
    for (let shift = 0; shift < 63; shift += 7) {
      const byte = event[at];
      if (byte === undefined) return null;
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return null;
  };
  while (at < event.length) {
    const key = varint();
    if (key === null) return null;
    if (key >> 3 === 2 && (key & 7) === 0) {
      const step = varint();
      return step === null || step > 1e15 ? null : step;
    }
    const wire = key & 7;
    if (wire === 0) {
      if (varint() === null) return null;
    } else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else if (wire === 2) {
      const length = varint();
      if (length === null) return null;
      at += length;
    } else return null;
  }
  return null;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
