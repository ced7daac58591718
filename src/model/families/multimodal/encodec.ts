import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { vector } from '../../layers';

/** Parameters of a normed convolution, by the channels in and out; a transposed one is normed over its inputs. */
type ConvolutionParameters = (
  inputs: number,
  outputs: number,
  kernel: number,
  transposed?: boolean,
) => number;

const weightNormed: ConvolutionParameters = (inputs, outputs, kernel, transposed = false) =>
  inputs * outputs * kernel + outputs + (transposed ? inputs : outputs);
const groupNormed: ConvolutionParameters = (inputs, outputs, kernel) =>
  inputs * outputs * kernel + 3 * outputs;

function convolutionOf(config: ConfigFields): ConvolutionParameters {
  const norm = config.text('norm_type');
  if (norm !== 'weight_norm' && norm !== 'time_group_norm')
    config.refuse('norm_type', said`is "${norm ?? ''}": it must be weight_norm or time_group_norm.`);
  return norm === 'time_group_norm' ? groupNormed : weightNormed;
}

const gates = 4;

/**
 * The parameters of EnCodec (arXiv:2210.13438): convolutions between residual layers at falling and rising rates, an
 * LSTM on each side. Its codebooks are no parameters. No products: a model of codes reads none of its sounds.
 */
export function encodecParameters(config: ConfigFields): Layer[] {
  const convolution = convolutionOf(config);
  const filters = config.size('num_filters');
  const ratios = config.sizes('upsampling_ratios');
  const [kernel, last] = [config.size('kernel_size'), config.size('last_kernel_size')];
  const repeats = Math.min(config.count('num_residual_layers'), 100);
  const compress = config.size('compress');
  const residualLayer = (width: number): number => {
    const hidden = Math.max(1, Math.floor(width / compress));
    return (
      convolution(width, hidden, config.size('residual_kernel_size')) +
      convolution(hidden, width, 1) +
      (config.flag('use_conv_shortcut') ? convolution(width, width, 1) : 0)
    );
  };
  if (ratios.length < 1 || ratios.length > 16)
    config.refuse('upsampling_ratios', 'must be a list of 1 to 16 sizes.');
  const channels = config.size('audio_channels');
  const hidden = config.size('hidden_size');
  let total = convolution(channels, filters, kernel) + convolution(filters, channels, last);
  let width = filters;
  for (const ratio of [...ratios].slice(0, 16).reverse()) {
    total += 2 * repeats * residualLayer(width);
    total += convolution(width, 2 * width, 2 * ratio) + convolution(2 * width, width, 2 * ratio, true);
    width *= 2;
  }
  const recurrent = config.count('num_lstm_layers') * 2 * gates * (width * width + width);
  total += 2 * recurrent + convolution(width, hidden, last) + convolution(hidden, width, kernel);
  return [vector('other', total)];
}
