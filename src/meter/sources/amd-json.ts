/** One GPU in a document of amd-smi or rocm-smi. */
export interface AmdReading {
  /** The program's own number of it. */
  readonly index: number;
  /** Null for N/A, and for 0, which no GPU that answers draws. */
  readonly watts: number | null;
  readonly name: string | null;
  /** In lower case: `0000:c1:00.0`. */
  readonly pciAddress: string | null;
  /** As in ROCR_VISIBLE_DEVICES; null where not told. */
  readonly uuid: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys differ by version in case, in what parts their words, and in their unit's brackets. */
const plain = (key: string): string =>
  key
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/**
 * The GPUs of a document of `amd-smi list`, `static`, `metric` or `monitor` with `--json`, or of `rocm-smi --json`: a
 * list, a list under `gpu_data`, or objects by `card0`. Empty where there is none.
 */
export function amdReadings(document: unknown): AmdReading[] {
  if (Array.isArray(document)) return document.flatMap(amdSmiReading);
  if (!isFields(document)) return [];
  const list = document['gpu_data'];
  if (Array.isArray(list)) return list.flatMap(amdSmiReading);
  if (document['gpu'] !== undefined) return amdSmiReading(document);
  return Object.entries(document).flatMap(([key, value]) => {
    const index = /^card(\d+)$/i.exec(key)?.[1];
    return index === undefined || !isFields(value) ? [] : [rocmSmiReading(Number(index), value)];
  });
}

function amdSmiReading(entry: unknown): AmdReading[] {
  if (!isFields(entry)) return [];
  const index = numberOf(entry['gpu']);
  if (index === null) return [];
  const power = valueOf(entry, 'power');
  const watts = isFields(power)
    ? (wattsOf(power, 'current socket power') ??
      wattsOf(power, 'average socket power') ??
      wattsOf(power, 'socket power'))
    : null;
  const asic = valueOf(entry, 'asic');
  const bus = valueOf(entry, 'bus');
  return [
    {
      index,
      // `monitor` has one number beside the others of a line.
      watts:
        watts ??
        wattsOf(entry, 'power usage') ??
        (isFields(power) && !('value' in power) ? null : wattsOf(entry, 'power')),
      name: textOf(isFields(asic) ? valueOf(asic, 'market name') : null),
      pciAddress: addressIn(valueOf(entry, 'bdf') ?? (isFields(bus) ? valueOf(bus, 'bdf') : null)),
      uuid: serialIn(isFields(asic) ? valueOf(asic, 'asic serial') : null),
    },
  ];
}

function rocmSmiReading(index: number, fields: Fields): AmdReading {
  // "Average Graphics Package Power (W)", "Current Socket Graphics Package Power (W)", "average socket power (W)".
  const power = Object.entries(fields)
    .filter(([key]) => /^(current|average) (socket )?(graphics )?(package )?power( w)?$/.test(plain(key)))
    .toSorted(([a], [b]) => Number(/^average/i.test(a)) - Number(/^average/i.test(b)));
  const watts = power.flatMap(([, value]) => positive(numberOf(value)) ?? [])[0] ?? null;
  return {
    index,
    watts,
    name: textOf(valueOf(fields, 'card series')) ?? textOf(valueOf(fields, 'device name')),
    pciAddress: addressIn(valueOf(fields, 'pci bus')),
    uuid: serialIn(valueOf(fields, 'unique id')),
  };
}

/** The value of a key, by its words. */
function valueOf(fields: Fields, words: string): unknown {
  const key = Object.keys(fields).find((each) => plain(each) === words);
  return key === undefined ? undefined : fields[key];
}

function wattsOf(fields: Fields, words: string): number | null {
  const value = valueOf(fields, words);
  if (!isFields(value)) return positive(numberOf(value));
  const unit = value['unit'];
  const number = numberOf(value['value']);
  if (number === null) return null;
  if (unit === undefined || unit === '' || unit === 'W') return positive(number);
  if (unit === 'mW') return positive(number / 1e3);
  return unit === 'uW' || unit === 'µW' ? positive(number / 1e6) : null;
}

const positive = (watts: number | null): number | null =>
  watts === null || watts <= 0 || watts >= 0xffff ? null : watts;

/** A number, or a text of one with or without its unit; null for N/A, N/A (Secondary die) and all else. */
function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const digits = /^\s*(\d{1,9}(?:\.\d{1,9})?)\s*W?\s*$/.exec(value)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Null for nothing, N/A, and a number where a name should be. */
function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' || /^(N\/A|0x[0-9a-f]+)/i.test(text) ? null : text;
}

function addressIn(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return /^[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f]$/i.test(value.trim())
    ? value.trim().toLowerCase()
    : null;
}

function serialIn(value: unknown): string | null {
  const digits = typeof value === 'string' ? /^\s*(?:0x)?([0-9a-f]{1,16})\s*$/i.exec(value)?.[1] : undefined;
  if (digits === undefined || /^0*$/.test(digits)) return null;
  return `GPU-${digits.toLowerCase().padStart(16, '0')}`;
}
