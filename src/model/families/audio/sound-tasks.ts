import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, vector } from '../../layers';
import { labelCount } from '../labels';
import { overTime } from './conformer';

/** More layers than any time-delay network has. */
const mostLayers = 32;

/** A learned weight of the output of each layer and of the embedding, where the classes look at all of them. */
const layerWeights = (config: ConfigFields, layersKey = 'num_hidden_layers'): Layer[] =>
  config.flag('use_weighted_layer_sum') ? [vector('head', config.layers(layersKey) + 1)] : [];

/** Classes of a sound, by the mean of its frames at another width. */
export const soundClasses = (config: ConfigFields, width: number, layersKey?: string): readonly Layer[] => {
  const inner = config.size('classifier_proj_size');
  return [
    ...layerWeights(config, layersKey),
    linear('head', width, inner, true),
    linear('head', inner, labelCount(config), true, { positions: 1 }),
  ];
};

/** Classes of each frame. */
export const frameClasses = (config: ConfigFields, width: number): readonly Layer[] => [
  ...layerWeights(config),
  linear('head', width, labelCount(config), true),
];

/** X-vectors (Snyder et al. 2018): convolutions over time further and further apart, and a speaker's vector of their mean and spread. */
export function speakerVector(config: ConfigFields, width: number, frames: number): readonly Layer[] {
  const widths = config.sizes('tdnn_dim').slice(0, mostLayers);
  const kernels = config.sizes('tdnn_kernel', widths.length);
  const dilations = config.sizes('tdnn_dilation', widths.length);
  if (widths.length === 0) config.refuse('tdnn_dim', 'is missing.');
  const outputs = config.size('xvector_output_dim');
  let inputs = widths[0] ?? 1;
  let length = frames;
  const layers: Layer[] = [...layerWeights(config), linear('head', width, inputs, true)];
  for (const [index, outputsOfLayer] of widths.entries()) {
    const kernel = kernels[index] ?? 1;
    const inputPositions = length;
    length = Math.max(1, length - (dilations[index] ?? 1) * (kernel - 1));
    layers.push(
      overTime(inputs, outputsOfLayer, length, { component: 'head', kernel, bias: true, inputPositions }),
    );
    inputs = outputsOfLayer;
  }
  const once = { positions: 1 } as const;
  return [
    ...layers,
    linear('head', 2 * inputs, outputs, true, once),
    linear('head', outputs, outputs, true, once),
    // What the loss compares a speaker's vector with.
    vector('head', outputs * labelCount(config)),
  ];
}

/** wav2vec 2.0's own objective (arXiv:2006.11477): masked frames are told from others by what a codebook makes of the features. */
export function contrastiveLayers(config: ConfigFields, width: number, features: number): readonly Layer[] {
  const groups = config.size('num_codevector_groups');
  const entries = groups * config.size('num_codevectors_per_group');
  const codes = config.size('codevector_dim');
  const shared = config.size('proj_codevector_dim');
  if (codes % groups !== 0) config.refuse('codevector_dim', 'must be a multiple of num_codevector_groups.');
  return [
    linear('head', width, shared, true),
    linear('head', features, entries, true),
    vector('head', entries * Math.max(1, Math.floor(codes / groups))),
    linear('head', codes, shared, true),
  ];
}
