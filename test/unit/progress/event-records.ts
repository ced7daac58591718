/**
 * Records of TensorBoard's event files, written as its writers do: a TFRecord frame around an Event message
 * (https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto). Checksums are not read, and are 0.
 */

const varint = (value: number): number[] => {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
};

/** Field 1 (`wall_time`): a double. */
const wallTime = [0x09, 0x69, 0x91, 0x0a, 0x4c, 0xf0, 0xc1, 0xda, 0x41];

function framed(message: Uint8Array): Uint8Array {
  const record = new Uint8Array(12 + message.length + 4);
  new DataView(record.buffer).setBigUint64(0, BigInt(message.length), true);
  record.set(message, 12);
  return record;
}

/** The first record of a file: field 3 (`file_version`). */
export function versionRecord(): Uint8Array {
  const version = Buffer.from('brain.Event:2');
  return framed(Uint8Array.from([...wallTime, 0x1a, version.length, ...version]));
}

/** Field 2 (`step`), which writers leave out where it is 0, and a summary (field 5) of so many bytes. */
export function eventRecord(step: number, summaryBytes = 3): Uint8Array {
  const head = [...wallTime, ...(step === 0 ? [] : [0x10, ...varint(step)]), 0x2a, ...varint(summaryBytes)];
  const message = new Uint8Array(head.length + summaryBytes).fill(0x11);
  message.set(head);
  return framed(message);
}

/** A step and a summary (field 5) with one value (field 1) of a tag (field 1 of it). */
export function taggedRecord(step: number, tag: string): Uint8Array {
  const value = [0x0a, tag.length, ...Buffer.from(tag)];
  const summary = [0x0a, value.length, ...value];
  const head = step === 0 ? [] : [0x10, ...varint(step)];
  return framed(Uint8Array.from([...wallTime, ...head, 0x2a, summary.length, ...summary]));
}
