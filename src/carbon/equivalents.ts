import { toKilowattHours, type GramsCO2e, type Joules } from '../units/quantities';

/** A figure of everyday life that comes to the same. Rough by its nature: for a feeling of the size, never for a sum. */
export interface Equivalent {
  readonly name: 'carKilometres' | 'treeMonths' | 'phoneCharges';
  readonly amount: number;
  /** What is counted, after the number: "km by car". */
  readonly unit: string;
  readonly source: string;
}

/** New cars of the European Union on the road, as Green Algorithms' reference values (CC BY 4.0) have it. */
const gramsPerCarKilometre = 175;
/** 11 kg a tree and year (Akbari 2002), as Green Algorithms' reference values (CC BY 4.0) have it. */
const gramsPerTreeMonth = 917;
/** 14.46 Wh in a day less 22 h of keeping it full at 0.13 W. */
const kilowattHoursPerPhoneCharge = (14.46 - 22 * 0.13) / 1000;

/** Of emissions, and of the electricity at the building's meter; what is not known has no equivalent. */
export function equivalentsOf(emissions: GramsCO2e | null, electricity: Joules | null): Equivalent[] {
  return [
    ...(emissions === null
      ? []
      : ([
          {
            name: 'carKilometres',
            amount: emissions / gramsPerCarKilometre,
            unit: 'km by car',
            source: `${gramsPerCarKilometre} g a kilometre, passenger cars in the EU: Green Algorithms, from UK conversion factors 2019`,
          },
          {
            name: 'treeMonths',
            amount: emissions / gramsPerTreeMonth,
            unit: 'months of a tree’s growth',
            source: `${gramsPerTreeMonth} g a tree and month: Green Algorithms, from Akbari 2002`,
          },
        ] satisfies Equivalent[])),
    ...(electricity === null
      ? []
      : ([
          {
            name: 'phoneCharges',
            amount: toKilowattHours(electricity) / kilowattHoursPerPhoneCharge,
            unit: 'charges of a smartphone',
            source: '11.6 Wh of electricity each: US EPA, Greenhouse Gas Equivalencies Calculator',
          },
        ] satisfies Equivalent[])),
  ];
}
