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

/** A computer at a desk, without the accelerators in it. */
export const workstation: EmbodiedFact = {
  kilogramsCO2e: { low: 150, mid: 300, high: 850 },
  source: 'assumed, up to a two-unit server (850 kg, Dell R640 manufacturing)',
};

/** A laptop, with its screen and battery. */
export const laptop: EmbodiedFact = {
  kilogramsCO2e: { low: 120, mid: 200, high: 350 },
  source: 'assumed, as makers’ product footprints of laptops say',
};

/** A server that computes on its two processors. */
export const processorServer: EmbodiedFact = {
  kilogramsCO2e: { low: 850, mid: 1500, high: 3880 },
  source:
    'a server of two processors: 850 kg (two-unit server, Dell R640 manufacturing) to 3880 kg (Dell PowerEdge R750)',
};

/** One processor's share of it. */
export const serverProcessorShare: EmbodiedFact = {
  kilogramsCO2e: { low: 850 / 2, mid: 1500 / 2, high: 3880 / 2 },
  source: `half of ${processorServer.source}`,
};

/** Threads of the servers that clouds cut virtual machines of: m5.metal and m7a.metal-48xl of AWS, c4d of Google Cloud. */
const threadsOfServer: Range = { low: 384, mid: 192, high: 96 };

/** A virtual machine's part of a server, by its threads; at most the whole of it. */
export function virtualMachineShare(threads: number): EmbodiedFact {
  const { kilogramsCO2e: whole, source } = processorServer;
  const of = (bound: keyof Range): number => whole[bound] * Math.min(1, threads / threadsOfServer[bound]);
  return {
    kilogramsCO2e: { low: of('low'), mid: of('mid'), high: of('high') },
    source: `assumed to be ${threads} of a server’s threads, which are ${threadsOfServer.high} (m5.metal of AWS) to ${threadsOfServer.low} (c4d of Google Cloud), ${threadsOfServer.mid} in the middle (m7a.metal of AWS); ${source}`,
  };
}

/** One of `count` parts that share a device. */
export const sharedBy = ({ kilogramsCO2e, source }: EmbodiedFact, count: number): EmbodiedFact => ({
  kilogramsCO2e: {
    low: kilogramsCO2e.low / count,
    mid: kilogramsCO2e.mid / count,
    high: kilogramsCO2e.high / count,
  },
  source: count === 1 ? source : `${source}; shared by ${count}`,
});

const hoursPerYear = 8766;

/** Hours of work that a footprint is spread over; `low` is the bound that gives the fewest emissions: the longest life. */
export interface WorkingHours {
  readonly hours: Range;
  readonly source: string;
}

/** How long hardware is kept, and how much of that time it works, where somebody knows. */
export interface HardwareLife {
  readonly years?: number | undefined;
  /** 0 to 100. */
  readonly usePercent?: number | undefined;
}

/** Long life and high use: few grams an hour. */
const assumedYears: Range = { low: 6, mid: 5, high: 3 };
const assumedUse: Range = { low: 0.85, mid: 0.7, high: 0.5 };

/** The hours that hardware works in its life: what is given, and what is assumed for the rest. */
export function workingHoursOf({ years, usePercent }: HardwareLife): WorkingHours {
  const hours = (bound: keyof Range): number =>
    (years ?? assumedYears[bound]) *
    (usePercent === undefined ? assumedUse[bound] : usePercent / 100) *
    hoursPerYear;
  const sources = [
    years === undefined
      ? '3 to 6 years, 5 in the middle (6: Luccioni et al. 2022; 5: EcoLogits)'
      : `${years} years, as given`,
    usePercent === undefined
      ? '50 to 85 % use, 70 in the middle (85: Luccioni et al. 2022)'
      : `${usePercent} % use, as given`,
  ];
  return { hours: { low: hours('low'), mid: hours('mid'), high: hours('high') }, source: sources.join('; ') };
}

/** Kilograms CO2e of `hours` of one device. */
export function embodiedShare(
  footprints: readonly EmbodiedFact[],
  hours: Range,
  workingHours: WorkingHours = workingHoursOf({}),
): Range {
  const of = (bound: keyof Range): number => {
    const whole = footprints.reduce((sum, { kilogramsCO2e }) => sum + kilogramsCO2e[bound], 0);
    return (whole * hours[bound]) / workingHours.hours[bound];
  };
  return { low: of('low'), mid: of('mid'), high: of('high') };
}
