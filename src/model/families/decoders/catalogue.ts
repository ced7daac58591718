import type { Family } from '../family';
import { diffllama } from './diffllama';
import { doge } from './doge';
import { gemmaNano } from './gemma-nano';
import { gptLike, gptSw3 } from './gpt-like';
import { hrm } from './hrm';
import { llamaLike } from './llama-like';

/** Decoder-only language models beyond the first ones, dense. */
export const decoders: readonly Family[] = [llamaLike, gptLike, gptSw3, gemmaNano, doge, diffllama, hrm];
