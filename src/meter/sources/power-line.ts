/** What a line of a user's own command is a number of. */
export const powerUnits = ['mW', 'W', 'kW', 'MW', 'J', 'kJ', 'MJ', 'mWh', 'Wh', 'kWh'] as const;
export type PowerUnit = (typeof powerUnits)[number];

/** How the lines of a command are to be read. */
export interface LineFormat {
  /** Of numbers that stand without a unit; null for watts. */
  readonly unit: PowerUnit | null;
  /** Where the number is in a line of JSON: `apower`, `StatusSNS.ENERGY.Power`, `emeters.0.power`; null where nothing else is there. */
  readonly field: string | null;
}

export type LineReading =
  | { readonly kind: 'power'; readonly watts: number }
  /** A counter, from any zero. */
  | { readonly kind: 'energy'; readonly joules: number }
  | { readonly kind: 'wrong'; readonly why: string };

/** In watts or joules. */
const factors: Readonly<Record<PowerUnit, { readonly kind: 'power' | 'energy'; readonly factor: number }>> = {
  mW: { kind: 'power', factor: 1e-3 },
  W: { kind: 'power', factor: 1 },
  kW: { kind: 'power', factor: 1e3 },
  MW: { kind: 'power', factor: 1e6 },
  J: { kind: 'energy', factor: 1 },
  kJ: { kind: 'energy', factor: 1e3 },
  MJ: { kind: 'energy', factor: 1e6 },
  mWh: { kind: 'energy', factor: 3.6 },
  Wh: { kind: 'energy', factor: 3600 },
  kWh: { kind: 'energy', factor: 3.6e6 },
};

/** One line: `231.4`, `231.4 W`, `Power: 0.23 kW`, `1.204 kWh`, or JSON on one line. Never throws. */
export function readPowerLine(line: string, format: LineFormat): LineReading {
  const text = line.trim();
  if (/^[[{]/.test(text)) return readJson(text, format);
  if (format.field !== null) return wrong(`"${excerpt(text)}" is not JSON, so it has no ${format.field}`);
  return readText(text, format);
}

function readText(text: string, format: LineFormat): LineReading {
  const match = /^(?:[^\d+-]*[:=]\s*)?([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z]*)$/i.exec(text);
  if (match === null) return wrong(`"${excerpt(text)}" is no number of watts or joules`);
  const [, number = '', written = ''] = match;
  const unit = written === '' ? format.unit : unitOf(written);
  return unit === undefined
    ? wrong(`"${excerpt(text)}" has a unit that is not known; there are ${powerUnits.join(', ')}`)
    : inUnit(Number(number), unit ?? 'W', text);
}

/** Letters may be large or small, but for M, which is mega, and m, which is milli. */
function unitOf(written: string): PowerUnit | undefined {
  const words: Readonly<Record<string, PowerUnit>> = { watt: 'W', watts: 'W', joule: 'J', joules: 'J' };
  const small = written.toLowerCase();
  return (
    powerUnits.find((unit) => unit === written) ??
    words[small] ??
    powerUnits.find((unit) => unit.toLowerCase() === small && !small.startsWith('m'))
  );
}

function inUnit(value: number, unit: PowerUnit, text: string): LineReading {
  if (!Number.isFinite(value)) return wrong(`"${excerpt(text)}" is no number`);
  if (value < 0) return wrong(`"${excerpt(text)}" is less than 0`);
  const { kind, factor } = factors[unit];
  return kind === 'power'
    ? { kind: 'power', watts: value * factor }
    : { kind: 'energy', joules: value * factor };
}

function readJson(text: string, format: LineFormat): LineReading {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return wrong(`"${excerpt(text)}" is not whole JSON on one line`);
  }
  if (format.field === null) {
    const numbers = numbersIn(parsed);
    const [only] = numbers;
    return only !== undefined && numbers.length === 1
      ? inUnit(only, format.unit ?? 'W', text)
      : wrong(
          `the line is JSON with ${numbers.length === 0 ? 'no number' : 'several numbers'}: name its field`,
        );
  }
  const found = at(parsed, format.field.split('.'));
  if (typeof found === 'number') return inUnit(found, format.unit ?? 'W', text);
  if (typeof found === 'string') return readText(found.trim(), format);
  return wrong(`the line is JSON without a number at ${format.field}`);
}

function at(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

const wrong = (why: string): LineReading => ({ kind: 'wrong', why });
const excerpt = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 59)}…`);
