import type { Family } from '../family';
import { lasr, parakeet, wav2vec2Bert } from './conformers';
import { squeezedWaveform } from './sew';
import { moonshine, speechToText } from './speech-to-text';
import { spectrogramTransformer } from './spectrogram';
import { waveform } from './waveform';
import { whisperEncoder } from './whisper-encoder';

/** Sound and speech models. */
export const audio: readonly Family[] = [
  waveform,
  spectrogramTransformer,
  speechToText,
  moonshine,
  wav2vec2Bert,
  parakeet,
  lasr,
  squeezedWaveform,
  whisperEncoder,
];
