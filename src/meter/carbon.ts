import type { CarbonIntensityFact } from '../carbon/intensity';
import type { CarbonIntensity } from '../runs/journal';

/** The intensity of a region, or null where none is known for it. The table is loaded only when asked. */
export async function intensityOf(region: string): Promise<CarbonIntensity | null> {
  const { findIntensity } = await import('../carbon/intensity');
  const fact = findIntensity(region);
  return fact === null ? null : toIntensity(fact);
}

/** The intensity of `region`, which was found to be known; the world's mean where no region was given: no place is guessed. */
export async function intensityFor(region: string | undefined): Promise<CarbonIntensity> {
  const { worldAverage } = await import('../carbon/intensity');
  return (region === undefined ? null : await intensityOf(region)) ?? toIntensity(worldAverage);
}

const toIntensity = ({ gramsPerKwh, place, time, source, kind }: CarbonIntensityFact): CarbonIntensity => ({
  gramsPerKwh,
  place,
  time,
  source,
  kind,
});
