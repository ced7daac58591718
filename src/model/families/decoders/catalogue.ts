import type { Family } from '../family';
import { llamaLike } from './llama-like';

/** Decoder-only language models beyond the first ones, dense. */
export const decoders: readonly Family[] = [llamaLike];
