import type { Range } from '../units/quantities';

/** Emissions of making hardware, spread over the hours it works. */
export interface EmbodiedFact {
  readonly kilogramsCO2e: Range;
  readonly source: string;
}

/** An accelerator card whose maker published nothing. */
export const assumedAccelerator: EmbodiedFact = {
  kilogramsCO2e: { low: 80, mid: 150, high: 318 },
  source:
    'between a card’s teardown and a card with its share of a server: 150 kg as Luccioni et al. 2022 assume, 318 kg in HotCarbon 2023',
};

/** A published footprint of a card is one product’s; makers and boards differ. */
const publishedSpread = { low: 0.8, high: 1.25 } as const;

/** The range around a card's published footprint; the assumed one where none is published. */
export function acceleratorFootprint(published: number | null): EmbodiedFact {
  if (published === null) return assumedAccelerator;
  const { low, high } = publishedSpread;
  return {
    kilogramsCO2e: { low: published * low, mid: published, high: published * high },
    source: 'published footprint of the card, give or take a quarter',
  };
}

/** The server around the accelerators, one accelerator's share. */
export const serverShare: EmbodiedFact = {
  kilogramsCO2e: { low: 2500 / 8, mid: 5700 / 8, high: 6000 / 8 },
  source:
    'an eighth of a server: 2500 kg (Luccioni et al. 2022, BLOOM), 5700 kg (EcoLogits), 6000 kg (newer EcoLogits)',
};

/** What a computer at a desk shares among its accelerators: the computer itself. */
export const workstationShare: EmbodiedFact = {
  kilogramsCO2e: { low: 150, mid: 300, high: 850 },
  source: 'assumed, up to a two-unit server (850 kg, Dell R640 manufacturing)',
};

/** A laptop, with its screen and battery. */
export const laptop: EmbodiedFact = {
  kilogramsCO2e: { low: 120, mid: 200, high: 350 },
  source: 'assumed, as makers’ product footprints of laptops say',
};

/** A server without accelerators. */
export const plainServer: EmbodiedFact = {
  kilogramsCO2e: { low: 850, mid: 1500, high: 3880 },
  source: '850 kg (two-unit server, Dell R640 manufacturing) to 3880 kg (Dell PowerEdge R750)',
};

const hoursPerYear = 8766;

/** Hours of work that the footprint is spread over. */
export const workingHours: { readonly hours: Range; readonly source: string } = {
  // Long life and high use: few grams an hour. The range's low is of emissions, so of the longest life.
  hours: { low: 6 * 0.85 * hoursPerYear, mid: 5 * 0.7 * hoursPerYear, high: 3 * 0.5 * hoursPerYear },
  source: '6 years at 85 % use (Luccioni et al. 2022) to 3 years at 50 %; 5 years at 70 % in the middle',
};

/** Kilograms CO2e of `hours` of one device. */
export function embodiedShare(footprints: readonly EmbodiedFact[], hours: Range): Range {
  const of = (bound: keyof Range): number => {
    const whole = footprints.reduce((sum, { kilogramsCO2e }) => sum + kilogramsCO2e[bound], 0);
    return (whole * hours[bound]) / workingHours.hours[bound];
  };
  return { low: of('low'), mid: of('mid'), high: of('high') };
}
