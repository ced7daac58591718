/** What the bytes of a file turned out to be. */
export type DecodedBytes =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: TextEncoding }
  /** A model's tensors in one file; only its header is of interest. */
  | { readonly kind: 'gguf' }
  | { readonly kind: 'safetensors' }
  /** Not text: one sentence for people says what it seems to be. */
  | { readonly kind: 'binary'; readonly message: string };

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** How many bytes tell text from other things. */
const lookedAtBytes = 64 * 1024;
/** A text has no control characters but these: tab, line feed, form feed, carriage return, escape. */
const textControls: ReadonlySet<number> = new Set([9, 10, 12, 13, 27]);
/** Text may hold a stray control character; binary files are full of them. */
const mostControlShare = 0.02;
/** Of every two bytes of UTF-16 one is 0 for letters that a configuration is written in. */
const utf16ZeroShare = 0.4;
/** A safetensors file begins with the length of its JSON header; no header is longer (the library's own limit). */
const longestSafetensorsHeader = 100_000_000;

const signatures: readonly { readonly begins: readonly number[]; readonly name: string }[] = [
  { begins: [0x50, 0x4b, 0x03, 0x04], name: 'a zip archive, as PyTorch writes its checkpoints' },
  { begins: [0x1f, 0x8b], name: 'compressed with gzip' },
  { begins: [0x28, 0xb5, 0x2f, 0xfd], name: 'compressed with Zstandard' },
  { begins: [0x89, 0x48, 0x44, 0x46], name: 'an HDF5 file, as Keras writes its weights' },
  { begins: [0x80, 0x02], name: 'a Python pickle' },
  { begins: [0x80, 0x04], name: 'a Python pickle' },
  { begins: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], name: 'a NumPy array' },
  { begins: [0x7f, 0x45, 0x4c, 0x46], name: 'a program' },
  { begins: [0x4d, 0x5a], name: 'a program' },
  { begins: [0x89, 0x50, 0x4e, 0x47], name: 'a PNG image' },
  { begins: [0xff, 0xd8, 0xff], name: 'a JPEG image' },
  { begins: [0x25, 0x50, 0x44, 0x46], name: 'a PDF document' },
];

const beginsWith = (bytes: Uint8Array, beginning: readonly number[]): boolean =>
  beginning.every((byte, index) => bytes[index] === byte);

function holdsSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length < 9 || bytes[8] !== 0x7b) return false;
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  return length > 1n && length <= BigInt(longestSafetensorsHeader);
}

/** The share of bytes that are 0 at even and at odd places. */
function zeroShares(sample: Uint8Array): { readonly even: number; readonly odd: number } {
  let even = 0;
  let odd = 0;
  sample.forEach((byte, index) => {
    if (byte === 0) {
      if (index % 2 === 0) even++;
      else odd++;
    }
  });
  const half = Math.max(1, sample.length / 2);
  return { even: even / half, odd: odd / half };
}

function controlShare(text: string): number {
  let controls = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 32 && !textControls.has(code)) || code === 0xfffd) controls++;
  }
  return text.length === 0 ? 0 : controls / text.length;
}

function encodingOf(bytes: Uint8Array): TextEncoding {
  if (beginsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (beginsWith(bytes, [0xfe, 0xff])) return 'utf-16be';
  const { even, odd } = zeroShares(bytes.subarray(0, lookedAtBytes));
  if (odd >= utf16ZeroShare && even < utf16ZeroShare / 4) return 'utf-16le';
  if (even >= utf16ZeroShare && odd < utf16ZeroShare / 4) return 'utf-16be';
  return 'utf-8';
}

/** Node may be built without big-endian UTF-16: its pairs are turned round. */
function decode(bytes: Uint8Array, encoding: TextEncoding): string {
  if (encoding !== 'utf-16be') return new TextDecoder(encoding).decode(bytes);
  const turned = new Uint8Array(bytes.length - (bytes.length % 2));
  for (let at = 0; at < turned.length; at += 2) {
    turned[at] = bytes[at + 1] ?? 0;
    turned[at + 1] = bytes[at] ?? 0;
  }
  return new TextDecoder('utf-16le').decode(turned);
}

/**
 * Tells text from binary files and decodes it: UTF-8, or UTF-16 by its byte order mark or its zeros. The mark itself
 * is left out, so that places in the text are those an editor shows. Never throws.
 */
export function decodeBytes(bytes: Uint8Array): DecodedBytes {
  if (beginsWith(bytes, [0x47, 0x47, 0x55, 0x46])) return { kind: 'gguf' };
  if (holdsSafetensors(bytes)) return { kind: 'safetensors' };
  const signature = signatures.find(({ begins }) => beginsWith(bytes, begins));
  if (signature !== undefined) return { kind: 'binary', message: `It is no text: ${signature.name}.` };
  const encoding = encodingOf(bytes);
  // Where a file is cut off, its last letter may be cut too: the decoder writes a replacement, which is no harm.
  const beginning = decode(bytes.subarray(0, lookedAtBytes), encoding);
  if (controlShare(beginning) > mostControlShare)
    return { kind: 'binary', message: 'It is no text: a binary file of a kind that is not read.' };
  return { kind: 'text', text: decode(bytes, encoding), encoding };
}
