import type { Family } from '../family';

/** Audio and speech models. */
export const audio: readonly Family[] = [];
