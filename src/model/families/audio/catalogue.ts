import type { Family } from '../family';
import { spectrogramTransformer } from './spectrogram';
import { waveform } from './waveform';

/** Sound and speech models. */
export const audio: readonly Family[] = [waveform, spectrogramTransformer];
