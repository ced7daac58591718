import type { Family } from '../family';
import { audioLanguage } from './audio-language';
import { blip } from './blip';
import { chameleon } from './chameleon';
import { dots3Note } from './dots3-note';
import { dynamicVision } from './dynamic-vision';
import { ernieWords } from './ernie-words';
import { gemma3n } from './gemma3n';
import { gemma4 } from './gemma4';
import { gemma4Unified } from './gemma4-unified';
import { git } from './git';
import { gotOcr } from './got-ocr';
import { graniteSpeech } from './granite-speech';
import { janus } from './janus';
import { kimi, kimiVision } from './kimi';
import { llama4, mllama, mllamaText } from './llama-vision';
import { llava } from './llava';
import { mergedPatches } from './merged-patches';
import { molmo } from './molmo';
import { musicgen } from './musicgen';
import { pairsOfTowers } from './pairs';
import { blip2 } from './query-transformer';
import { phi4 } from './phi4';
import { qwenVl } from './qwen-vl';
import { resampled } from './resamplers';
import { exaoneVision, flexibleVision } from './flexible-vision';
import { clipseg } from './clipseg';
import { segmentAnything } from './segment-anything';
import { kyutaiSpeechToText } from './kyutai';
import { kosmos } from './kosmos';
import { nemotronSpeech } from './nemotron-speech';
import { omni } from './omni';
import { ovis } from './ovis';
import { florence } from './florence';
import { fuyu } from './single-stream';
import { seeingEncoders } from './seeing-encoders';
import { twoModels } from './two-models';
import { vibevoice } from './vibevoice';
import { vibevoiceAsr } from './vibevoice-asr';
import { voxtralRealtime } from './voxtral-realtime';
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
  gemma4Unified,
  kimiVision,
  kimi,
  pairsOfTowers,
  resampled,
  fuyu,
  git,
  gotOcr,
  blip2,
  audioLanguage,
  seeingEncoders,
  phi4,
  musicgen,
  clipseg,
  segmentAnything,
  kyutaiSpeechToText,
  molmo,
  omni,
  dots3Note,
  blip,
  flexibleVision,
  mergedPatches,
  ernieWords,
  exaoneVision,
  ovis,
  kosmos,
  graniteSpeech,
  voxtralRealtime,
  nemotronSpeech,
  vibevoice,
  vibevoiceAsr,
  chameleon,
  janus,
  florence,
  twoModels,
];
