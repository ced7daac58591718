import type { GramsCO2e, Joules, KilowattHours, Range, Watts } from './quantities';
import { inEnglish } from './message';
import { toKilowattHours } from './quantities';
import { rangeMessage, spanMessage } from './range-text';

/** What is printed for a figure that is not known. Never 0. */
export const unknownFigure = '–';

/** A figure, or the dash where it is not known. */
export const formatKnown = <Value>(value: Value | null, format: (value: Value) => string): string =>
  value === null ? unknownFigure : format(value);

const significant = new Map<number, Intl.NumberFormat>();

/** Made when first needed: it takes long, and a command waits for its meter to start. */
function significantFormat(digits = 3): Intl.NumberFormat {
  const known = significant.get(digits);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat('en-US', { maximumSignificantDigits: digits, useGrouping: false });
  significant.set(digits, made);
  return made;
}

let ofThreeDigits: Intl.NumberFormat | null = null;
const threeDigits = (): Intl.NumberFormat =>
  (ofThreeDigits ??= new Intl.NumberFormat('en-US', {
    minimumSignificantDigits: 3,
    maximumSignificantDigits: 3,
    useGrouping: false,
  }));

type Scale = readonly (readonly [factor: number, unit: string])[];

/** As many significant digits and the largest unit of `scale` that keeps the number at 1 or more; `zeroUnit` for 0. */
function scaled(value: number, scale: Scale, zeroUnit: string, digits = 3): string {
  if (!Number.isFinite(value)) return unknownFigure;
  const magnitude = Math.abs(Number(value.toPrecision(digits)));
  const [factor, unit] =
    magnitude === 0
      ? [1, zeroUnit]
      : (scale.find(([candidate]) => magnitude >= candidate) ?? scale.at(-1) ?? [1, '']);
  const number = significantFormat(digits).format(value / factor);
  return unit === '' ? number : `${number} ${unit}`;
}

const powerScale = [
  [1e6, 'MW'],
  [1e3, 'kW'],
  [1, 'W'],
  [1e-3, 'mW'],
] as const;
const energyScale = [
  [1e9, 'TWh'],
  [1e6, 'GWh'],
  [1e3, 'MWh'],
  [1, 'kWh'],
  [1e-3, 'Wh'],
  [1e-6, 'mWh'],
] as const;
const massScale = [
  [1e9, 'kt'],
  [1e6, 't'],
  [1e3, 'kg'],
  [1, 'g'],
  [1e-3, 'mg'],
] as const;
const jouleScale = [
  [1, 'J'],
  [1e-3, 'mJ'],
  [1e-6, 'µJ'],
] as const;
const volumeScale = [
  [1e6, 'ML'],
  [1e3, 'm³'],
  [1, 'L'],
  [1e-3, 'mL'],
  [1e-6, 'µL'],
] as const;
const flopScale = [
  [1e24, 'YFLOP'],
  [1e21, 'ZFLOP'],
  [1e18, 'EFLOP'],
  [1e15, 'PFLOP'],
  [1e12, 'TFLOP'],
  [1e9, 'GFLOP'],
  [1e6, 'MFLOP'],
  [1e3, 'kFLOP'],
  [1, 'FLOP'],
] as const;
const countScale = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
  [1, ''],
] as const;
const byteScale = [
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB'],
  [1, 'B'],
] as const;

export const formatPower = (power: Watts): string => scaled(power, powerScale, 'W');
export const formatKilowattHours = (energy: KilowattHours): string => scaled(energy, energyScale, 'Wh');
export const formatEnergy = (energy: Joules): string => formatKilowattHours(toKilowattHours(energy));
/** In joules, not watt-hours: of what a single token takes. */
export const formatJoules = (energy: number): string => scaled(energy, jouleScale, 'J');
/** Mass of CO2e with its unit, without the word CO2e. */
export const formatCO2e = (mass: GramsCO2e): string => scaled(mass, massScale, 'g');
/** Litres of water. */
export const formatLitres = (volume: number): string => scaled(volume, volumeScale, 'L');
/** Carbon intensity of electricity, in gCO2e/kWh: "481", to three digits, where its unit stands beside it. */
export const intensityNumber = (gramsPerKwh: number): string =>
  Number.isFinite(gramsPerKwh) ? significantFormat().format(gramsPerKwh) : unknownFigure;
/** The same with its unit, the longer one where no word says that it is of CO2e. */
export const formatIntensity = (gramsPerKwh: number, unit: 'g/kWh' | 'gCO2e/kWh' = 'g/kWh'): string =>
  `${intensityNumber(gramsPerKwh)} ${unit}`;
export const formatFlops = (count: number): string => scaled(count, flopScale, 'FLOP');
/** In decimal units, as data sheets of devices have it. */
export const formatBytes = (size: number): string => scaled(size, byteScale, 'B');
/** Of what lies in the memory of a device, whose data sheet has GB. To three digits, and never as a power of ten: 45.0, 1710. */
export const gigabytes = (bytes: number): string => threeDigits().format(bytes / 1e9);
export const formatGigabytes = (bytes: number): string => `${gigabytes(bytes)} GB`;
/** 124439808 → "124M", 8030261248 → "8.03B". */
export const formatCount = (count: number): string => scaled(count, countScale, '').replace(' ', '');
export const formatShare = (share: number): string =>
  Number.isFinite(share) ? `${significantFormat().format(share * 100)} %` : unknownFigure;

/** "1.29x". */
export const formatTimes = (ratio: number): string =>
  Number.isFinite(ratio) ? `${significantFormat().format(ratio)}x` : unknownFigure;

/** A ratio as a change: "+12 %", "−3.1 %", "=" where nothing changed, the dash where it is not known. */
export function formatChange(ratio: number | null): string {
  if (ratio === null) return unknownFigure;
  if (ratio === 1) return '=';
  return `${ratio > 1 ? '+' : '−'}${formatShare(Math.abs(ratio - 1))}`;
}

/** "1.2 kWh (0.8 kWh to 1.9 kWh)": the middle first, then what it lies between. */
export const formatRange = <Value extends number>(
  range: Range<Value>,
  format: (value: Value) => string,
): string => inEnglish(rangeMessage(range, format));

/** "29.6 to 150 mWh", "0.9 kWh to 1.2 MWh": only what it lies between, the unit once where both ends share it. */
export const formatSpan = <Value extends number>(
  range: Range<Value>,
  format: (value: Value) => string,
): string => inEnglish(spanMessage(range, format));

const briefDigits = 2;

/** "1.3 MWh", "54 kg", "4.1 J", "14 %", "3.8 GFLOP": in two digits, where there is little room. */
export const briefKilowattHours = (energy: KilowattHours): string =>
  scaled(energy, energyScale, 'Wh', briefDigits);
export const briefCO2e = (mass: GramsCO2e): string => scaled(mass, massScale, 'g', briefDigits);
export const briefJoules = (energy: number): string =>
  // "0.62 J" is narrower than "620 mJ".
  energy >= 0.1 && energy < 1
    ? `${significantFormat(briefDigits).format(energy)} J`
    : scaled(energy, jouleScale, 'J', briefDigits);
export const briefShare = (share: number): string =>
  Number.isFinite(share) ? `${significantFormat(briefDigits).format(share * 100)} %` : unknownFigure;
export const briefFlops = (count: number): string => scaled(count, flopScale, 'FLOP', briefDigits);

/** "5 s", "1 min 05 s", "2 h 03 min", "3 d 4 h", "2.9k yr": symbols, which need no translation. */
export function formatDuration(durationSeconds: number): string {
  if (!Number.isFinite(durationSeconds) || durationSeconds < 0) return unknownFigure;
  const whole = Math.floor(durationSeconds);
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor((whole % 86_400) / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  if (days >= 1000) return `${formatCount(days / 365.25)} yr`;
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${twoDigits(minutes)} min`;
  if (minutes > 0) return `${minutes} min ${twoDigits(whole % 60)} s`;
  return `${significantFormat().format(durationSeconds)} s`;
}
