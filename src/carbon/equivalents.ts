import { toKilowattHours, joules, type Range } from '../units/quantities';
import { exactly, mapRange } from '../units/range';

/** A figure of everyday life that comes to the same. Rough by its nature: for a feeling of the size, never for a sum. */
export interface Equivalent {
  readonly name: 'carKilometres' | 'treeMonths' | 'phoneCharges';
  readonly amount: number;
  /** Between what the amount lies: the run's own range, and that of what it is held against. */
  readonly range: Range;
  /** What is counted, after the number: "km by car". */
  readonly unit: string;
  readonly source: string;
}

/**
 * Grams CO2e a kilometre: cars on the road in the EU (Green Algorithms, from UK conversion factors 2019); new cars in the
 * EU, in the test (EEA, 2023); cars of the USA (US EPA, by way of Green Algorithms).
 */
const gramsPerCarKilometre: Range = { low: 106.6, mid: 175, high: 251 };
/**
 * 11 kg a tree and year (Akbari 2002, by way of Green Algorithms); a young tree in a town, over its first ten years
 * (US EPA, 60 kg); a grown hardwood (48 lb a year, as American forestry quotes it).
 */
const gramsPerTreeMonth: Range = { low: 500, mid: 917, high: 1814 };
/** 14.46 Wh in a day less 22 h of keeping it full at 0.13 W. */
const kilowattHoursPerPhoneCharge = (14.46 - 22 * 0.13) / 1000;

/** As many as least come of the least emissions and the largest part, and so on. */
const manyOf = (whole: Range, part: Range): Range => ({
  low: whole.low / part.high,
  mid: whole.mid / part.mid,
  high: whole.high / part.low,
});

/**
 * Of emissions in grams CO2e, and of the electricity at the building's meter in joules; what is not known has no
 * equivalent.
 */
export function equivalentsOf(emissions: Range | null, electricity: Range | null): Equivalent[] {
  const equivalents: Equivalent[] = [];
  const add = (equivalent: Omit<Equivalent, 'amount'>): void => {
    equivalents.push({ ...equivalent, amount: equivalent.range.mid });
  };
  if (emissions !== null) {
    const { low, mid, high } = gramsPerCarKilometre;
    add({
      name: 'carKilometres',
      range: manyOf(emissions, gramsPerCarKilometre),
      unit: 'km by car',
      source: `${mid} g a kilometre, passenger cars in the EU (Green Algorithms, from UK conversion factors 2019), between new ones there, ${low} g (European Environment Agency, 2023), and those of the USA, ${high} g (US EPA, by way of Green Algorithms)`,
    });
    add({
      name: 'treeMonths',
      range: manyOf(emissions, gramsPerTreeMonth),
      unit: 'months of a tree’s growth',
      source: `${gramsPerTreeMonth.mid} g a tree and month (Green Algorithms, from Akbari 2002), between a young tree in a town, ${gramsPerTreeMonth.low} g (US EPA, 60 kg in ten years), and a grown hardwood, ${gramsPerTreeMonth.high} g (48 lb a year)`,
    });
  }
  if (electricity !== null) {
    const inKilowattHours = mapRange(electricity, (value) => toKilowattHours(joules(value)));
    add({
      name: 'phoneCharges',
      range: manyOf(inKilowattHours, exactly(kilowattHoursPerPhoneCharge)),
      unit: 'charges of a smartphone',
      source:
        '11.6 Wh of electricity each (US EPA, Greenhouse Gas Equivalencies Calculator), a yardstick without a range: the range is that of the electricity',
    });
  }
  return equivalents;
}
