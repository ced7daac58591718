import type { Family } from '../family';

/** Image and video models. */
export const vision: readonly Family[] = [];
