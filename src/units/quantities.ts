/** Branded numbers: a Watts can't be passed where Joules are wanted. The unit is the name; conversions are the only way across. */
declare const unit: unique symbol;
export type Quantity<Unit extends string> = number & { readonly [unit]: Unit };

export type Joules = Quantity<'J'>;
export type Watts = Quantity<'W'>;
export type Seconds = Quantity<'s'>;
export type KilowattHours = Quantity<'kWh'>;
export type MegawattHours = Quantity<'MWh'>;
export type GramsCO2e = Quantity<'gCO2e'>;
export type KilogramsCO2e = Quantity<'kgCO2e'>;
export type GramsPerKilowattHour = Quantity<'gCO2e/kWh'>;
/** As regulators of the USA give intensities. */
export type PoundsPerMegawattHour = Quantity<'lb/MWh'>;
/** The same as tonnes a megawatt-hour. */
export type KilogramsPerKilowattHour = Quantity<'kgCO2e/kWh'>;
/** Seconds since 1970, UTC. */
export type UnixSeconds = Quantity<'unix s'>;
export type Flops = Quantity<'FLOP'>;
export type Bytes = Quantity<'B'>;

export const joules = (value: number): Joules => value as Joules;
export const watts = (value: number): Watts => value as Watts;
export const seconds = (value: number): Seconds => value as Seconds;
export const kilowattHours = (value: number): KilowattHours => value as KilowattHours;
export const gramsCO2e = (value: number): GramsCO2e => value as GramsCO2e;
export const kilogramsCO2e = (value: number): KilogramsCO2e => value as KilogramsCO2e;
export const gramsPerKilowattHour = (value: number): GramsPerKilowattHour => value as GramsPerKilowattHour;
export const poundsPerMegawattHour = (value: number): PoundsPerMegawattHour => value as PoundsPerMegawattHour;
export const kilogramsPerKilowattHour = (value: number): KilogramsPerKilowattHour =>
  value as KilogramsPerKilowattHour;
export const unixSeconds = (value: number): UnixSeconds => value as UnixSeconds;
export const flops = (value: number): Flops => value as Flops;
export const bytes = (value: number): Bytes => value as Bytes;

/** 1 kWh = 3.6 MJ, exactly. */
const joulesPerKilowattHour = 3_600_000;

export const toKilowattHours = (energy: Joules): KilowattHours =>
  kilowattHours(energy / joulesPerKilowattHour);
export const toJoules = (energy: KilowattHours): Joules => joules(energy * joulesPerKilowattHour);
export const toMegawattHours = (energy: KilowattHours): MegawattHours => (energy / 1000) as MegawattHours;

export const toGrams = (mass: KilogramsCO2e): GramsCO2e => gramsCO2e(mass * 1000);
export const toKilograms = (mass: GramsCO2e): KilogramsCO2e => kilogramsCO2e(mass / 1000);

/** 1 lb = 453.59237 g, exactly (the international pound). */
const gramsPerPound = 453.59237;

export const toGramsPerKilowattHour = (intensity: PoundsPerMegawattHour): GramsPerKilowattHour =>
  gramsPerKilowattHour((intensity * gramsPerPound) / 1000);

export const kilogramsToGramsPerKilowattHour = (intensity: KilogramsPerKilowattHour): GramsPerKilowattHour =>
  gramsPerKilowattHour(intensity * 1000);

/** Operational emissions: energy at the meter, times PUE, times the grid's intensity. `pue` is 1 or more. */
export const emissions = (energy: Joules, intensity: GramsPerKilowattHour, pue: number): GramsCO2e =>
  gramsCO2e(toKilowattHours(energy) * pue * intensity);

/** How a figure was come by. Every shown figure carries one, with the source's name. */
export type Provenance = 'measured' | 'modelled' | 'assumed';

/** low ≤ mid ≤ high, all in the same unit. */
export interface Range<Value extends number = number> {
  readonly low: Value;
  readonly mid: Value;
  readonly high: Value;
}
