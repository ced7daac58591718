import type { Family } from '../family';
import { olmoHybrid, qwenDelta } from './delta-rule';
import { deepseekV4 } from './deepseek-v4';
import { dots3 } from './dots3';
import { expertDecoders } from './expert-decoders';
import { cohereExperts, dbrx, hunyuanExperts, jetmoe, mimo } from './expert-variants';
import { indexedAttention } from './indexed-attention';
import { inkling } from './inkling';
import { inkling2 } from './inkling2';
import { kimiLinear } from './kimi-delta';
import { laraMini } from './lara';
import { latentExperts } from './latent';
import { llama4 } from './llama4';
import { minimax } from './lightning';
import { minimaxM3 } from './minimax-m3';
import { nemotronH } from './nemotron';
import { qwen4 } from './qwen4';
import { recurrentGemma, rwkv } from './recurrent';
import { lfm2, lfm3 } from './short-convolution';
import { flashLinear } from './flash-linear';
import { bamba, falconH1, graniteHybrid, jamba } from './state-space-hybrids';
import { mamba } from './state-space';
import { xlstm } from './xlstm';
import { zamba, zamba2 } from './zamba';
import { zaya } from './zaya';

/** Mixtures of experts, latent attention, state-space and linear-attention models, and mixes of them. */
export const hybrids: readonly Family[] = [
  expertDecoders,
  mimo,
  cohereExperts,
  hunyuanExperts,
  jetmoe,
  dbrx,
  llama4,
  mamba,
  jamba,
  bamba,
  graniteHybrid,
  falconH1,
  nemotronH,
  zamba,
  zamba2,
  qwenDelta,
  olmoHybrid,
  laraMini,
  qwen4,
  kimiLinear,
  latentExperts,
  indexedAttention,
  dots3,
  inkling,
  inkling2,
  deepseekV4,
  minimaxM3,
  lfm2,
  lfm3,
  recurrentGemma,
  rwkv,
  minimax,
  zaya,
  xlstm,
  flashLinear,
];
