import type { Family } from '../family';
import { dynamicVision } from './dynamic-vision';
import { llava } from './llava';
import { qwenVl } from './qwen-vl';
import { glmTextPart, textPart } from './text-parts';

/** Models of several towers: text with images, sounds or both. */
export const multimodal: readonly Family[] = [textPart, glmTextPart, dynamicVision, qwenVl, llava];
