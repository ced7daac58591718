import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, residual, vector } from '../../layers';
import { feedForward } from '../../sub-layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { classifier, topOf } from './head';
import type { Extent } from './image';
import { anyImage, area, at, convolution2d, perStage, stageCount } from './stages';
import { imageModel } from './transformer';
import { said } from '../../../units/message';

const kernel = 7;
/** The hidden layer is so many times the stage's width. */
const expansion = 4;
const usualPatch = 4;
const tinyDepths = [3, 3, 9, 3];
const tinyWidths = [96, 192, 384, 768];

type Version = 'convnext' | 'convnextv2' | 'dinov3_convnext';

function layer(config: ConfigFields, version: Version, image: Extent, width: number): Layer[] {
  const depthwise = {
    inputs: width,
    outputs: width,
    kernel,
    padding: (kernel - 1) / 2,
    groups: width,
    bias: true,
  };
  const scaled =
    version === 'dinov3_convnext' ||
    (version === 'convnext' && (config.decimal('layer_scale_init_value') ?? 1) > 0);
  return [
    convolution2d(image, depthwise).layer,
    layerNorm(width),
    ...feedForward({ width, hidden: expansion * width, gated: false, bias: true }),
    // Global response normalisation.
    ...(version === 'convnextv2' ? [layerNorm(expansion * width)] : []),
    ...(scaled ? [vector('residual', width)] : []),
    residual(width, 1),
  ];
}

/** Depths and widths of the stages; DINOv3's class has ConvNeXt-Tiny's where they are not given. */
function stagesOf(
  config: ConfigFields,
  version: Version,
): { readonly depths: readonly number[]; readonly widths: readonly number[] } {
  const absent = (key: string): boolean => (config.raw(key) ?? null) === null;
  const tiny = version === 'dinov3_convnext';
  const stages = tiny && absent('depths') ? tinyDepths.length : stageCount(config, 'depths');
  return {
    depths: tiny && absent('depths') ? tinyDepths : perStage(config, 'depths', stages),
    widths:
      tiny && absent('hidden_sizes') && stages === tinyWidths.length
        ? tinyWidths
        : perStage(config, 'hidden_sizes', stages),
  };
}

/** ConvNeXt: stages of depthwise convolutions and channel-wise feed-forwards, each stage at half the resolution. */
export const convnext: Family = {
  name: 'convnext',
  modelTypes: ['convnext', 'convnextv2', 'dinov3_convnext'],
  read(config, modelType) {
    const version = modelType as Version;
    const { depths, widths } = stagesOf(config, version);
    const stages = depths.length;
    const named = config.given('num_stages') ? config.size('num_stages') : stages;
    if (named !== stages)
      config.refuse('num_stages', said`(${named}) is not the number of depths (${stages}).`);
    const patch = version === 'dinov3_convnext' ? usualPatch : config.size('patch_size');
    const { image: size, note } = anyImage(config);
    if (patch > size[0]) config.refuse('patch_size', 'is larger than the image.');
    const blocks: Block[] = [];
    const stem = convolution2d(size, {
      inputs: config.size('num_channels'),
      outputs: at(widths, 0),
      kernel: patch,
      stride: patch,
      bias: true,
      inputGradient: false,
    });
    let image = stem.image;
    const patches = area(image);
    blocks.push({
      name: 'patches',
      count: 1,
      positions: patches,
      layers: [stem.layer, layerNorm(at(widths, 0))],
    });
    for (let stage = 0; stage < stages; stage++) {
      const width = at(widths, stage);
      if (stage > 0) {
        const inputs = at(widths, stage - 1);
        const halving = convolution2d(image, { inputs, outputs: width, kernel: 2, stride: 2, bias: true });
        blocks.push({
          name: `downsampling ${stage}`,
          count: 1,
          positions: area(image),
          layers: [layerNorm(inputs), halving.layer],
        });
        image = halving.image;
      }
      blocks.push({
        name: `stage ${stage + 1}`,
        count: at(depths, stage),
        positions: area(image),
        layers: layer(config, version, image, width),
      });
    }
    const last = at(widths, stages - 1);
    const top = topOf(config, version === 'dinov3_convnext' ? 'Model' : 'ForImageClassification', {
      ForImageClassification: () => [classifier(config, last)],
    });
    blocks.push({ name: 'output', count: 1, positions: 1, layers: [layerNorm(last), ...top.layers] });
    return imageModel(patches, blocks, [note, ...top.notes]);
  },
};
