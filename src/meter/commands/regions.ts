import { formatIntensity } from '../../units/format';
import { findPlace, nearestRegions } from '../../carbon/intensity';
import { choosePlace, suggestPlace } from '../../carbon/place';
import { allPlaces, plain, type Place } from '../../carbon/places';
import { pueOrigin } from '../../carbon/pue';
import { cloudPueOf } from '../../carbon/site-pue';
import { inEnglish } from '../../units/message';
import { readPlaceEvidence } from '../place-evidence';
import { exitCodes, print, refuse } from '../output';

/** The places that `--region` takes, each with its intensity, year, source and licence, and a cloud region's PUE; all, or those that match. */
export async function regions(
  query: string | undefined,
  options: { readonly json?: boolean },
): Promise<number> {
  const found = query === undefined ? allPlaces : matching(query);
  if (found.length === 0) {
    const nearest = nearestRegions(query ?? '').join(', ');
    return refuse(`no place matches ${query ?? ''}${nearest === '' ? '' : `; near it: ${nearest}`}`);
  }
  if (options.json === true) {
    await print(JSON.stringify(found.map(asJson), null, 2));
    return exitCodes.done;
  }
  await print([...found.map(asText), ...(query === undefined ? ['', placeHere()] : [])].join('\n'));
  return exitCodes.done;
}

/** The place that a code names; of a name each place that has it, the one that `--region` takes by it first. */
function matching(query: string): readonly Place[] {
  const exact = findPlace(query);
  const asked = plain(query);
  // A country with its zones, whose values differ: a run's own is one of them.
  if (exact !== null && plain(exact.code) === asked)
    return [
      exact,
      ...allPlaces.filter(({ kind, code }) => kind === 'zone' && code.startsWith(`${exact.code}-`)),
    ];
  const others =
    asked === ''
      ? []
      : allPlaces.filter(
          (place) =>
            place !== exact && [plain(place.name), ...place.names].some((name) => name.includes(asked)),
        );
  return exact === null ? others : [exact, ...others];
}

function asJson({ code, name, kind, fact, grid }: Place): unknown {
  // Of cloud regions alone: elsewhere the building is not known by the place.
  const site = cloudPueOf(code);
  return {
    code,
    name,
    kind,
    grid,
    gramsPerKwh: fact?.gramsPerKwh ?? null,
    unit: 'gCO2e/kWh',
    year: fact?.year ?? null,
    scope: fact?.scope ?? null,
    source: fact?.source ?? null,
    licence: fact?.licence ?? null,
    address: fact?.address ?? null,
    pue: site?.pue ?? null,
    pueSource: site?.source ?? null,
    pueYear: site?.year ?? null,
    pueLicence: site?.licence ?? null,
    pueAddress: site?.address ?? null,
    pueBasis: site?.basis ?? null,
    pueRange: site?.range ?? null,
    notes: fact === null ? [`No carbon intensity is published for ${name}.`] : [],
  };
}

function asText({ code, name, fact, grid }: Place): string {
  const place = `${code}  ${name}${grid === code ? '' : ` (in ${grid})`}`;
  if (fact === null) return `${place}: no value is published`;
  const site = cloudPueOf(code);
  const building =
    site === null ? '' : `; PUE ${site.pue} (${inEnglish(pueOrigin(site))}; ${site.licence ?? ''})`;
  return `${place}: ${formatIntensity(fact.gramsPerKwh, 'gCO2e/kWh')} (${fact.time}, ${fact.scope}; ${fact.source}; ${fact.licence})${building}`;
}

function placeHere(): string {
  const { region, from } = choosePlace(undefined, readPlaceEvidence());
  if (region !== null) return `Here: ${region}, ${from}.`;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const suggested = suggestPlace(timeZone);
  return suggested === null
    ? 'Here: not known; name a place with --region.'
    : `Here: not known; the time zone ${timeZone} suggests --region ${suggested}.`;
}
