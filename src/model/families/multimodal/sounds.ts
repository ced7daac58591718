import type { ConvolutionLayer } from '../../layers';
import { overTime } from '../audio/conformer';
import { said } from '../../../units/message';

/** Seconds of the sound that is costed. */
export const soundSeconds = 30;
/** Its mel frames, one every ten milliseconds: the longest sound that the processors take. */
export const soundFrames = soundSeconds * 100;
export const soundNote = said`A sound is one of ${soundSeconds} s.`;

/** Three convolutions of 3 x 3, each of which halves the frames and bands of so many spectrograms. */
export function halvedThrice(
  channels: number,
  spectrograms: { readonly frames: number; readonly bands: number; readonly count?: number },
): { readonly layers: readonly ConvolutionLayer[]; readonly frames: number; readonly bands: number } {
  let { frames, bands } = spectrograms;
  const layers: ConvolutionLayer[] = [];
  for (const inputs of [1, channels, channels]) {
    [frames, bands] = [Math.ceil(frames / 2), Math.ceil(bands / 2)];
    const places = (spectrograms.count ?? 1) * frames * bands;
    layers.push(
      overTime(inputs, channels, places, { kernel: 9, bias: true, inputGradient: layers.length > 0 }),
    );
  }
  return { layers, frames, bands };
}
