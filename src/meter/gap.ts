import { noteTexts } from '../runs/note-texts';

/** A time of which no reading tells. */
export interface Gap {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** True where the energy of the gap is known all the same. */
  readonly bridged: boolean;
  readonly reason: string;
}

export const noReading = noteTexts.write('no reading for longer than three intervals');
export const jumpReason = noteTexts.write('the energy counter jumped further than the device can draw');
export const resetReason = noteTexts.write('the energy counter was reset');
