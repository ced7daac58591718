import type { Family } from '../family';
import { blt } from './blt';
import { cpmAnt } from './cpmant';
import { diffllama } from './diffllama';
import { doge } from './doge';
import { dory } from './dory';
import { emu3 } from './emu3';
import { gemmaAssistant } from './gemma-assistant';
import { gemmaNano } from './gemma-nano';
import { gptLike, gptSw3 } from './gpt-like';
import { hrm } from './hrm';
import { imageGpt } from './imagegpt';
import { latentDecoders } from './latent';
import { llamaLike } from './llama-like';
import { longcat } from './longcat';
import { modernbertDecoder } from './modernbert-decoder';
import { moshi } from './moshi';
import { openelm } from './openelm';
import { postNormDecoders } from './post-norm';
import { remoteLlamaLike, renamedTypes } from './remote-code';
import { remoteExperts } from './remote-experts';
import { searchedDecoders } from './searched';
import { windowedExperts } from './windowed-experts';
import { xlnet } from './xlnet';

/** Decoder-only language models beyond the first ones. */
export const decoders: readonly Family[] = [
  llamaLike,
  gptLike,
  gptSw3,
  gemmaNano,
  gemmaAssistant,
  doge,
  dory,
  blt,
  diffllama,
  hrm,
  latentDecoders,
  modernbertDecoder,
  windowedExperts,
  postNormDecoders,
  cpmAnt,
  remoteLlamaLike,
  renamedTypes,
  remoteExperts,
  openelm,
  searchedDecoders,
  xlnet,
  longcat,
  moshi,
  imageGpt,
  emu3,
];
