import { formatCO2e, formatDuration, formatEnergy, formatRange } from '../../units/format';
import { gramsCO2e, joules, kilogramsCO2e as kilograms, toGrams, type Range } from '../../units/quantities';
import { mapRange } from '../../units/range';
import type { CarbonIntensity } from '../journal';
import type { RunSummary } from '../summary';

/** A range of joules, in watt-hours: "1.25 Wh (1.13 Wh to 1.39 Wh)". */
export const formatEnergyRange = (range: Range): string => formatRange(mapRange(range, joules), formatEnergy);

/** A range of grams of CO2e: "183 mg (39.7 mg to 474 mg)". */
export const formatEmissionsRange = (range: Range): string =>
  formatRange(mapRange(range, gramsCO2e), formatCO2e);

/** "10 s of 30681 h of work (5 years …), of A card (164 kg), share of the server (713 kg)"; null where not known. */
export function describeEmbodied({ co2eGrams, durationSeconds }: RunSummary): string | null {
  const { embodiedFrom } = co2eGrams;
  if (embodiedFrom === null || durationSeconds === null) return null;
  const { parts, workingHours, source } = embodiedFrom;
  const counts = new Map<string, number>();
  for (const { name, kilogramsCO2e } of parts) {
    const text = `${name} (${formatCO2e(toGrams(kilograms(kilogramsCO2e.mid)))})`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const made = [...counts].map(([text, count]) => (count === 1 ? text : `${count} x ${text}`)).join(', ');
  return `${formatDuration(durationSeconds)} of ${Math.round(workingHours.mid)} h that the hardware works (${source}), of ${made}`;
}

/** "DE, 2024, life cycle, a table, average". */
export const describeIntensity = ({ place, time, scope, source, kind }: CarbonIntensity): string =>
  [
    place,
    time,
    ...(scope === undefined ? [] : [scope === 'direct' ? 'direct emissions' : scope]),
    source,
    kind,
  ].join(', ');

/** "1.14, 2025, mean of the data centres of aws: …, a published figure; its regions from 1.07 to 1.46". */
export function describePue({ pue, pueFrom }: Pick<RunSummary, 'pue' | 'pueFrom'>): string {
  if (pueFrom === null) return `${pue}, of which the journal does not tell the source`;
  const { year, source, licence, range } = pueFrom;
  const told = [
    String(pue),
    ...(year === null ? [] : [String(year)]),
    source,
    ...(licence === null ? [] : [licence]),
  ];
  return `${told.join(', ')}${range === null ? '' : `; the provider’s regions from ${range.low} to ${range.high}`}`;
}
