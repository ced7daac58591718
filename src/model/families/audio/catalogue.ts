import type { Family } from '../family';
import { conformerListeners } from './conformer-listeners';
import { lasr, parakeet, wav2vec2Bert } from './conformers';
import { dia } from './dia';
import { funAsrEncoder } from './fun-asr';
import { graniteSpeech5 } from './granite-speech5';
import { moonshineStreaming } from './moonshine-streaming';
import { speechT5 } from './speecht5';
import { omniAsr } from './omniasr';
import { squeezedWaveform } from './sew';
import { moonshine, speechToText } from './speech-to-text';
import { spectrogramTransformer } from './spectrogram';
import { waveform } from './waveform';
import { whisperEncoder } from './whisper-encoder';

/** Sound and speech models. */
export const audio: readonly Family[] = [
  omniAsr,
  waveform,
  spectrogramTransformer,
  speechToText,
  moonshine,
  wav2vec2Bert,
  parakeet,
  lasr,
  squeezedWaveform,
  whisperEncoder,
  conformerListeners,
  moonshineStreaming,
  dia,
  graniteSpeech5,
  speechT5,
  funAsrEncoder,
];
