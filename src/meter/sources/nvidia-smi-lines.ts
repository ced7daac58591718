/** One line of `nvidia-smi --query-gpu=… --format=csv,noheader,nounits`: one GPU at one moment. */
export interface SmiReading {
  readonly index: number;
  readonly uuid: string;
  readonly name: string;
  /** `0000:3b:00.0`, in lower case; null where it is not told. */
  readonly pciAddress: string | null;
  /** In the order in which they were asked for; null for `[N/A]`, `[Not Supported]`, `[Unknown Error]` and the like. */
  readonly watts: readonly (number | null)[];
}

/** The fields asked for, before those of power. */
export const identityFields = ['index', 'uuid', 'pci.bus_id', 'name'] as const;

/** Null where the line is none of a reading: a message, or one that was cut. */
export function parseSmiLine(line: string, powerFields: number): SmiReading | null {
  const fields = line.split(',').map((field) => field.trim());
  if (fields.length < identityFields.length + powerFields) return null;
  const [index = '', uuid = '', address = ''] = fields;
  if (!/^\d{1,4}$/.test(index) || !/^GPU-/i.test(uuid)) return null;
  // A name may hold a comma; nothing after it may.
  const name = fields.slice(identityFields.length - 1, fields.length - powerFields).join(', ');
  return {
    index: Number(index),
    uuid,
    name,
    pciAddress: plainAddress(address),
    watts: fields.slice(fields.length - powerFields).map(parseWatts),
  };
}

/** `00000000:3B:00.0` → `0000:3b:00.0`; `00010000:3B:00.0` → `10000:3b:00.0`, as the kernel writes domains. */
function plainAddress(text: string): string | null {
  const match = /^0{0,4}([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f])$/i.exec(text);
  return match?.[1]?.toLowerCase() ?? null;
}

/** Driver versions write `[N/A]`, `N/A`, `[Not Supported]`, `[Unknown Error]`, `[GPU is lost]` and `-` for no value: never 0. */
function parseWatts(text: string): number | null {
  const number = /^(\d{1,7}(?:\.\d{1,6})?)(?: W)?$/.exec(text)?.[1];
  return number === undefined ? null : Number(number);
}
