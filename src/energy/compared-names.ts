import { whyUnknownPlace } from '../carbon/intensity';
import { findHardware } from '../hardware/find-hardware';
import { said, type Message } from '../units/message';

/** Why each of the hardware that is not known can't be compared, as a phrase with the nearest names. */
export const unknownHardware = (names: readonly string[]): Message[] =>
  names.flatMap((name) => {
    const found = findHardware(name);
    if (found.ok) return [];
    return found.nearest.length === 0
      ? [said`the hardware ${name} is not known`]
      : [said`the hardware ${name} is not known; nearest: ${found.nearest.join(', ')}`];
  });

/** The same of places, known ones without an intensity among them. */
export const unknownPlaces = (names: readonly string[]): Message[] =>
  names.flatMap((name) => whyUnknownPlace(name) ?? []);
