import type { Extent } from './image';

/** What a stage puts out: an image of so many channels. */
export interface ImageMap {
  readonly image: Extent;
  readonly width: number;
}
