import type { Family } from '../family';

/** Models of several towers: text with images, sounds or both. */
export const multimodal: readonly Family[] = [];
