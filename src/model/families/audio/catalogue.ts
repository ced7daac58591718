import type { Family } from '../family';
import { lasr, parakeet, wav2vec2Bert } from './conformers';
import { moonshine, speechToText } from './speech-to-text';
import { spectrogramTransformer } from './spectrogram';
import { waveform } from './waveform';

/** Sound and speech models. */
export const audio: readonly Family[] = [
  waveform,
  spectrogramTransformer,
  speechToText,
  moonshine,
  wav2vec2Bert,
  parakeet,
  lasr,
];
