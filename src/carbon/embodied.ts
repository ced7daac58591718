import type { Range } from '../units/quantities';
import { mapRange } from '../units/range';
import { originTexts } from './origin-texts';
import { rowsOf } from './table-rows';
import { computerFootprintTable } from './tables/computer-footprints';

/** Emissions of making hardware, spread over the hours it works. */
export interface EmbodiedFact {
  readonly kilogramsCO2e: Range;
  readonly source: string;
}

/** An accelerator card whose maker published nothing. */
export const assumedAccelerator: EmbodiedFact = {
  kilogramsCO2e: { low: 80, mid: 150, high: 318 },
  source: originTexts.write(
    'between a card’s teardown and a card with its share of a server: 150 kg as Luccioni et al. 2022 assume, 318 kg in HotCarbon 2023',
  ),
};

/** A published footprint of a card is one product’s; makers and boards differ. */
const publishedSpread = { low: 0.8, high: 1.25 } as const;

/** Where the footprints of the accelerators’ catalogue are published. */
const footprintSources: ReadonlyMap<string, string> = new Map([
  [
    'H100 SXM5 80GB',
    originTexts.write(
      'NVIDIA, HGX {0} product carbon footprint ({1} kg for eight on their baseboard, ISO 14067)',
      'H100',
      1312,
    ),
  ],
  [
    'B200 SXM',
    originTexts.write(
      'NVIDIA, HGX {0} product carbon footprint ({1} kg for eight on their baseboard)',
      'B200',
      2274,
    ),
  ],
  ['A100 PCIe 40GB', originTexts.write('calculator of Hubblo with ADEME’s factors')],
  ['A100 SXM4 80GB', originTexts.write('{0}, as assumed there', 'Luccioni et al. 2022, BLOOM')],
  ['A100 SXM4 40GB', originTexts.write('life cycle assessment of an A100, {0}', 'arXiv 2509.00093')],
]);

/** The range around a card's published footprint; the assumed one where none is published. */
export function acceleratorFootprint({
  name,
  embodiedKilograms,
}: {
  readonly name: string;
  readonly embodiedKilograms: number | null;
}): EmbodiedFact {
  if (embodiedKilograms === null) return assumedAccelerator;
  const { low, high } = publishedSpread;
  return {
    kilogramsCO2e: { low: embodiedKilograms * low, mid: embodiedKilograms, high: embodiedKilograms * high },
    source: originTexts.write(
      '{0}, less a fifth to a quarter more',
      footprintSources.get(name) ?? originTexts.write('published footprint of the card'),
    ),
  };
}

/** The server around the accelerators, one accelerator's share. */
export const serverShare: EmbodiedFact = {
  kilogramsCO2e: { low: 2500 / 8, mid: 5700 / 8, high: 6000 / 8 },
  source: originTexts.write(
    'an eighth of a server: 2500 kg (Luccioni et al. 2022, BLOOM), 5700 kg (EcoLogits), 6000 kg (newer EcoLogits)',
  ),
};

const computerTexts = {
  desktop: '{0} desktops of which the makers publish it, from the tenth part to nine tenths: {1}',
  laptop: '{0} laptops of which the makers publish it, from the tenth part to nine tenths: {1}',
  server: '{0} servers of which the makers publish it, from the tenth part to nine tenths: {1}',
} as const;

/** What making computers of a kind emits, as their makers publish it: a tenth of them less than `low`, a tenth more than `high`. */
function computer(kind: keyof typeof computerTexts): EmbodiedFact {
  const row = rowsOf(computerFootprintTable).find(([name]) => name === kind);
  if (row === undefined) throw new Error(`the table of computers has no ${kind}`);
  const [, count = '', low = '', mid = '', high = ''] = row;
  return {
    kilogramsCO2e: { low: Number(low), mid: Number(mid), high: Number(high) },
    source: originTexts.write(
      computerTexts[kind],
      count,
      'Boavizta, environmental footprint data (ODbL 1.0)',
    ),
  };
}

/** A computer at a desk, without the accelerators in it. */
export const workstation: EmbodiedFact = computer('desktop');

/** A laptop, with its screen and battery. */
export const laptop: EmbodiedFact = computer('laptop');

/** A server that computes on its processors, of which it has two. */
export const processorServer: EmbodiedFact = computer('server');

/** One processor's share of it. */
export const serverProcessorShare: EmbodiedFact = {
  kilogramsCO2e: mapRange(processorServer.kilogramsCO2e, (whole) => whole / 2),
  source: originTexts.write('half of a server of two processors; {0}', processorServer.source),
};

/** Threads of the servers that clouds cut virtual machines of: m5.metal and m7a.metal-48xl of AWS, c4d of Google Cloud. */
const threadsOfServer: Range = { low: 384, mid: 192, high: 96 };

/** A virtual machine's part of a server, by its threads; at most the whole of it. */
export function virtualMachineShare(threads: number): EmbodiedFact {
  const { kilogramsCO2e: whole, source } = processorServer;
  const of = (bound: keyof Range): number => whole[bound] * Math.min(1, threads / threadsOfServer[bound]);
  return {
    kilogramsCO2e: { low: of('low'), mid: of('mid'), high: of('high') },
    source: originTexts.write(
      'assumed to be {0} of a server’s threads, which are {1} (m5.metal of AWS) to {2} (c4d of Google Cloud), {3} in the middle (m7a.metal of AWS); {4}',
      threads,
      threadsOfServer.high,
      threadsOfServer.low,
      threadsOfServer.mid,
      source,
    ),
  };
}

/** One of `count` parts that share a device. */
export const sharedBy = ({ kilogramsCO2e, source }: EmbodiedFact, count: number): EmbodiedFact => ({
  kilogramsCO2e: mapRange(kilogramsCO2e, (whole) => whole / count),
  source: count === 1 ? source : originTexts.write('{0}; shared by {1}', source, count),
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

function lifeText(years: number | undefined, usePercent: number | undefined): string {
  if (years === undefined)
    return usePercent === undefined
      ? originTexts.write(
          '3 to 6 years, 5 in the middle (6: Luccioni et al. 2022; 5: EcoLogits); 50 to 85 % use, 70 in the middle (85: Luccioni et al. 2022)',
        )
      : originTexts.write(
          '3 to 6 years, 5 in the middle (6: Luccioni et al. 2022; 5: EcoLogits); {0} % use, as given',
          usePercent,
        );
  return usePercent === undefined
    ? originTexts.write(
        '{0} years, as given; 50 to 85 % use, 70 in the middle (85: Luccioni et al. 2022)',
        years,
      )
    : originTexts.write('{0} years, as given; {1} % use, as given', years, usePercent);
}

/** The hours that hardware works in its life: what is given, and what is assumed for the rest. */
export function workingHoursOf({ years, usePercent }: HardwareLife): WorkingHours {
  const hours = (bound: keyof Range): number =>
    (years ?? assumedYears[bound]) *
    (usePercent === undefined ? assumedUse[bound] : usePercent / 100) *
    hoursPerYear;
  return {
    hours: { low: hours('low'), mid: hours('mid'), high: hours('high') },
    source: lifeText(years, usePercent),
  };
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
