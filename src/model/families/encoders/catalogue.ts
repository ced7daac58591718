import type { Family } from '../family';

/** Text encoders and encoder-decoders. */
export const encoders: readonly Family[] = [];
