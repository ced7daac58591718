import { isObject } from '../../config-fields';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import type { Block } from '../../spec';
import { outStages } from './backbone';
import type { ImageMap } from './feature-maps';
import { anyImage } from './stages';
import { readResidualNetwork, residualNetwork } from './resnet';
import type { ResidualNetwork } from './resnet';
import { said, type Message } from '../../../units/message';

/** The usual side of the images that detectors are trained on, where the config says none. */
const usualSide = 800;
const stages = 4;
const usualStages = [1, 2, 3, 4];
const stageKeys = ['out_indices', 'out_features', '_out_indices', '_out_features'];

/** timm's ResNets by their names (pytorch-image-models, Apache-2.0): depths of the stages, and whether layers are bottlenecks. */
const timmNetworks: Readonly<
  Record<string, { readonly depths: readonly number[]; readonly bottleneck: boolean }>
> = {
  resnet18: { depths: [2, 2, 2, 2], bottleneck: false },
  resnet34: { depths: [3, 4, 6, 3], bottleneck: false },
  resnet50: { depths: [3, 4, 6, 3], bottleneck: true },
  resnet101: { depths: [3, 4, 23, 3], bottleneck: true },
  resnet152: { depths: [3, 8, 36, 3], bottleneck: true },
};

/** What sees the image in front of a detector. */
export interface DetectionBackbone {
  readonly blocks: readonly Block[];
  /** What it puts out, from fine to coarse; at least one. */
  readonly maps: readonly [ImageMap, ...ImageMap[]];
  /** Whether it is trained too: most of these classes freeze the library's own ResNet whole. */
  readonly trained: boolean;
  readonly notes: readonly Message[];
}

/** Norms that are kept as they were: no parameters. */
const frozen = (layers: readonly Layer[]): Layer[] =>
  layers.map((layer) => (layer.kind === 'norm' ? { ...layer, parameters: 0 } : layer));

function timmNetwork(config: ConfigFields, name: string, channels: number): ResidualNetwork {
  const known = timmNetworks[name];
  if (known === undefined)
    config.refuse(
      'backbone',
      said`is "${name}", which is not covered: ${Object.keys(timmNetworks).join(', ')} are.`,
    );
  const { depths, bottleneck } = known ?? { depths: [1, 1, 1, 1], bottleneck: true };
  const widest = bottleneck ? [256, 512, 1024, 2048] : [64, 128, 256, 512];
  return {
    channels,
    embedding: 64,
    widths: widest,
    depths,
    bottleneck,
    strideFirst: false,
    halvesFirst: false,
    deepStem: false,
  };
}

/** The residual network under backbone_config; where there is none, timm's that `backbone` names, ResNet-50 if it names none. */
export function detectionBackbone(
  config: ConfigFields,
  { usual = usualStages, freezesOwn = true }: { usual?: readonly number[]; freezesOwn?: boolean } = {},
): DetectionBackbone {
  const { image, note } = anyImage(config, usualSide);
  // Where there is no backbone_config, the class makes one: of timm's network, or of the library's where that is not wanted.
  const isGiven = isObject(config.raw('backbone_config')) && config.given('backbone_config');
  const usualType = config.raw('use_timm_backbone') === false ? 'resnet' : 'timm_backbone';
  const section = config.section('backbone_config', usualType, isGiven ? {} : { model_type: usualType });
  const isOwn = section.modelType === 'resnet';
  const isTimm = section.modelType === 'timm_backbone';
  const isFrozen = isOwn && freezesOwn;
  const dilated = config.flag('dilation') || section.config.raw('output_stride') === 16;
  if (!isTimm && !isOwn)
    section.config.refuse(
      'model_type',
      said`is "${section.modelType}", which is not covered: "resnet" and "timm_backbone" are.`,
    );
  const named = isGiven ? section.config : config;
  const network = isOwn
    ? readResidualNetwork(section.config, 'resnet')
    : timmNetwork(named, named.text('backbone') ?? 'resnet50', 3);
  const { blocks, maps } = residualNetwork(image, { ...network, dilatesLast: isTimm && dilated });
  const saysStages = stageKeys.some((key) => (section.config.raw(key) ?? null) !== null);
  const unsaid = isOwn ? [stages] : usual;
  const out = isGiven && saysStages ? [...outStages(section.config, stages).out] : unsaid;
  const [first, ...rest] = maps.filter((_, index) => out.includes(index + 1));
  const whole = maps[maps.length - 1] ?? { image: [1, 1], width: 1 };
  return {
    blocks: blocks.map((block) => ({
      ...block,
      layers: frozen(block.layers),
      ...(isFrozen ? { untrained: true as const } : {}),
    })),
    maps: first === undefined ? [whole] : [first, ...rest],
    trained: !isFrozen,
    notes: [
      note,
      ...(isFrozen
        ? [said`The library does not train the ResNet in front: no backward pass runs there.`]
        : []),
    ],
  };
}
