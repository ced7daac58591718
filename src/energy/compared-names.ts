import { whyUnknownPlace } from '../carbon/intensity';
import { findHardware } from '../hardware/find-hardware';

/** Why each of the hardware that is not known can't be compared, as a phrase with the nearest names. */
export const unknownHardware = (names: readonly string[]): string[] =>
  names.flatMap((name) => {
    const found = findHardware(name);
    if (found.ok) return [];
    const nearest = found.nearest.length === 0 ? '' : `; nearest: ${found.nearest.join(', ')}`;
    return [`the hardware ${name} is not known${nearest}`];
  });

/** The same of places, known ones without an intensity among them. */
export const unknownPlaces = (names: readonly string[]): string[] =>
  names.flatMap((name) => whyUnknownPlace(name) ?? []);
