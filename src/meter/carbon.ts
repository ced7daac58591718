import type { CarbonIntensityFact } from '../carbon/intensity';
import type { ChosenPlace } from '../carbon/place';
import { givenPue, officePue, type PueFact } from '../carbon/pue';
import type { CarbonIntensity } from '../runs/journal';
import { noteTexts } from '../runs/note-texts';
import { inEnglish } from '../units/message';

/** The intensity of a region, or null where none is known for it. The table is loaded only when asked. */
async function intensityOf(region: string): Promise<CarbonIntensity | null> {
  const { findIntensity } = await import('../carbon/intensity');
  const fact = findIntensity(region);
  return fact === null ? null : toIntensity(fact);
}

/** The power usage effectiveness that was given, else what goes with the place: the cloud region's or provider's, a data centre's, else 1. */
export async function pueFor(
  given: number | undefined,
  { region, cloud }: Pick<ChosenPlace, 'region' | 'cloud'>,
): Promise<PueFact> {
  if (given !== undefined) return givenPue(given);
  if (region === null && cloud === null) return officePue;
  const { cloudPueOf, providerPueOf } = await import('../carbon/site-pue');
  const ofRegion = region === null ? null : cloudPueOf(region);
  return ofRegion ?? (cloud === null ? officePue : providerPueOf(cloud));
}

/** Where a factor that is not 1 comes from, in a sentence; null where it is 1. */
export const describePue = (site: PueFact): string | null =>
  site.pue === 1
    ? null
    : site.year === null
      ? noteTexts.write('PUE: {0}, as given.', site.pue)
      : noteTexts.write('PUE: {0}, {1}, {2}.', site.pue, site.year, site.source);

/** The place of this run: what was set, else the cloud region that this machine names, else none. */
export async function placeOfRun(region: string | undefined): Promise<ChosenPlace> {
  const [{ choosePlace }, { readPlaceEvidence }] = await Promise.all([
    import('../carbon/place'),
    import('./place-evidence'),
  ]);
  return choosePlace(region, readPlaceEvidence());
}

/** What people must know of the place of a run, in a sentence. */
export const describePlace = ({ region, from }: ChosenPlace): string =>
  region === null
    ? noteTexts.write(
        'Place: not known, so the world’s mean intensity is taken; name one with --region or the setting wattlens.carbon.region.',
      )
    : noteTexts.write('Place: {0}, {1}.', region, from);

/** Why a region has no intensity, in a sentence; null where it has one. */
export async function whyNoIntensity(region: string): Promise<string | null> {
  const { whyUnknownPlace } = await import('../carbon/intensity');
  const why = whyUnknownPlace(region);
  return why === null ? null : inEnglish(why);
}

/** The intensity of `region`, which was found to be known; the world's mean where no region was given: no place is guessed. */
export async function intensityFor(region: string | undefined): Promise<CarbonIntensity> {
  const { worldAverage } = await import('../carbon/intensity');
  return (region === undefined ? null : await intensityOf(region)) ?? toIntensity(worldAverage);
}

const toIntensity = ({
  gramsPerKwh,
  place,
  time,
  source,
  kind,
  scope,
  licence,
  address,
}: CarbonIntensityFact): CarbonIntensity => ({
  gramsPerKwh,
  place,
  time,
  source,
  kind,
  scope,
  licence,
  address,
});
