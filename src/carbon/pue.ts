import { message, type Message } from '../units/message';
import type { Range } from '../units/quantities';
import { originTexts } from './origin-texts';

/** Power usage effectiveness (ISO/IEC 30134-2): all that a site draws over what its computers draw. 1 or more, a year's mean. */
export interface PueFact {
  readonly pue: number;
  /** Null where it is of no year: given, or 1 outside a data centre. */
  readonly year: number | null;
  /** A phrase for people. */
  readonly source: string;
  /** Null where nobody published it. */
  readonly licence: string | null;
  readonly address: string | null;
  /** Whose figure it is: the cloud region's own, the mean of its provider's sites, a survey of sites, that of a room, or the user's. */
  readonly basis: 'region' | 'provider' | 'survey' | 'room' | 'given';
  /** Where it stands in for a figure that is not published, between what it lies; null where it is the site's own. */
  readonly range: Range | null;
}

/** A data centre nobody described. The survey tells a mean alone; providers' published sites lie from 1.07 to 1.46. */
export const dataCentrePue: PueFact = {
  pue: 1.56,
  year: 2024,
  source: originTexts.write(
    '{0}, by way of {1}',
    originTexts.write('mean of the {0}', 'Uptime Institute Global Data Center Survey 2024'),
    'Green Algorithms',
  ),
  licence: 'CC BY 4.0',
  address: 'https://github.com/GreenAlgorithms/green-algorithms-tool',
  basis: 'survey',
  range: null,
};

const unpublished = { year: null, licence: null, address: null, range: null } as const;

/** A computer under a desk or in a bag has no cooling plant. */
export const officePue: PueFact = {
  ...unpublished,
  pue: 1,
  source: originTexts.write('assumed: a computer in a room, with no data centre around it'),
  basis: 'room',
};

/** Where the figure comes from, for people: "2024, Amazon, by way of …". */
export const pueOrigin = ({ year, source }: PueFact): Message =>
  year === null ? originTexts.read(source) : message('{0}, {1}', year, originTexts.read(source));

export const givenPue = (pue: number): PueFact => ({
  ...unpublished,
  pue,
  source: originTexts.write('as given'),
  basis: 'given',
});
