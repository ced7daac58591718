import { briefShare, formatCO2e, formatEnergy } from '../units/format';
import { inEnglish, said, type Message } from '../units/message';
import { gramsCO2e, joules } from '../units/quantities';
import type { EnergySummary } from './energy-summary';
import type { RunSummary } from './summary';

/** Of a run's gross energy, what its own processes drew. */
export interface OwnShare {
  readonly joules: number;
  /** Of the gross energy, 0 to 1. */
  readonly part: number;
}

/** Where the run's own processes drew less than this of the gross energy, that tells more of others than of the run. */
const leastOwnPart = 0.5;

/** Null where the share is not known. */
export const ownShareOf = ({ gross, share }: Pick<EnergySummary, 'gross' | 'share'>): OwnShare | null =>
  gross === null || share === null || !(gross > 0) ? null : { joules: share, part: share / gross };

/** The share where it is less than half, and so must be said beside a total; else null. The one rule for every place that shows one. */
export function smallShareOf(energy: Pick<EnergySummary, 'gross' | 'share'>): OwnShare | null {
  const own = ownShareOf(energy);
  return own !== null && isSmallPart(own.part) ? own : null;
}

export const isSmallPart = (part: number): boolean => part < leastOwnPart;

const energyRemark = ({ joules: energy, part }: OwnShare): Message =>
  said`of which the run’s own processes ${formatEnergy(joules(energy))}, ${briefShare(part)}`;

/** "of which the run’s own processes 469 mWh, 9.2 %", to stand behind an energy; null where most of it is the run's, or that is not known. */
export function shareRemark(energy: Pick<EnergySummary, 'gross' | 'share'>): Message | null {
  const own = smallShareOf(energy);
  return own === null ? null : energyRemark(own);
}

/** The same in emissions, which are shared as the energy is. */
export function emissionsShareRemark({
  energyJoules,
  co2eGrams: { operational },
}: Pick<RunSummary, 'energyJoules' | 'co2eGrams'>): Message | null {
  const own = smallShareOf(energyJoules);
  return own === null || operational === null
    ? null
    : said`of which the run’s own processes ${formatCO2e(gramsCO2e(operational * own.part))}, ${briefShare(own.part)}`;
}

/** The same as a part alone, where a figure is of an instant or of a unit: "of which the run’s own processes 9.2 %". */
export function partRemark(energy: Pick<EnergySummary, 'gross' | 'share'>): Message | null {
  const own = smallShareOf(energy);
  return own === null ? null : said`of which the run’s own processes ${briefShare(own.part)}`;
}

/** A figure with its remark behind it, in English; alone where there is none. */
export const withRemark = (figure: string, remark: Message | null): string =>
  remark === null ? figure : `${figure}, ${inEnglish(remark)}`;
