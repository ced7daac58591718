import type { Family } from '../family';
import { audioLanguage } from './audio-language';
import { dynamicVision } from './dynamic-vision';
import { gemma3n } from './gemma3n';
import { gemma4 } from './gemma4';
import { git } from './git';
import { kimi, kimiVision } from './kimi';
import { llama4, mllama, mllamaText } from './llama-vision';
import { llava } from './llava';
import { pairsOfTowers } from './pairs';
import { blip2 } from './query-transformer';
import { qwenVl } from './qwen-vl';
import { resampled } from './resamplers';
import { fuyu } from './single-stream';
import { seeingEncoders } from './seeing-encoders';
import { glmTextPart, textPart } from './text-parts';

/** Models of several towers: text with images, sounds or both. */
export const multimodal: readonly Family[] = [
  textPart,
  glmTextPart,
  dynamicVision,
  qwenVl,
  llava,
  mllamaText,
  mllama,
  llama4,
  gemma3n,
  gemma4,
  kimiVision,
  kimi,
  pairsOfTowers,
  resampled,
  fuyu,
  git,
  blip2,
  audioLanguage,
  seeingEncoders,
];
