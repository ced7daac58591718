import type { CarbonIntensity } from '../runs/journal';

/** The intensity of a region, or null where none is known for it. The table is loaded only when asked. */
export async function intensityOf(region: string): Promise<CarbonIntensity | null> {
  const { findIntensity } = await import('../carbon/intensity');
  return findIntensity(region);
}

/** The intensity of `region`, which was found to be known; the world's mean where no region was given: no place is guessed. */
export async function intensityFor(region: string | undefined): Promise<CarbonIntensity> {
  const { worldAverage } = await import('../carbon/intensity');
  return (region === undefined ? null : await intensityOf(region)) ?? worldAverage;
}
