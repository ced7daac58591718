import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, linear, residual, vector } from '../../layers';
import type { Block } from '../../spec';
import { twoResiduals } from '../decoder';
import type { Family } from '../family';
import { chain, trunkOf } from './convolutions';
import type { Convolved } from './convolutions';
import { classifier, topOf } from './head';
import type { Extent } from './image';
import { anyImage, area, at, batchNorm, convolve, perStage, stageCount } from './stages';
import { imageModel, scaledWidth } from './transformer';

const kernel = 3;

/** Each channel convolved alone, then two convolutions of single places through `hidden`, and a learned factor. */
function local(image: Extent, width: number, hidden: number): Layer[] {
  return [
    convolve(image, width, width, { groups: width }),
    batchNorm(width),
    ...mixing(image, width, hidden),
    vector('residual', width),
    residual(width, 1),
  ];
}

function mixing(image: Extent, width: number, hidden: number): Layer[] {
  const single = { side: 1, component: 'feedForward' } as const;
  return [
    convolve(image, width, hidden, single),
    activation('feedForward', hidden),
    convolve(image, hidden, width, single),
  ];
}

/** Attention whose queries are summed to one by learned weights; all keys are multiplied with it. */
function additiveAttention(image: Extent, width: number): Layer[] {
  const projection = linear('attention.projections', width, width, true);
  return [
    projection,
    projection,
    vector('attention.scores', width),
    {
      kind: 'product',
      component: 'attention.scores',
      batches: 1,
      rows: area(image),
      inner: width,
      columns: 1,
    },
    projection,
    projection,
  ];
}

/** A stage's last block: a local one, attention, and a feed-forward. */
const attentive = (config: ConfigFields, image: Extent, width: number, hidden: number): Layer[] => [
  ...local(image, width, width),
  ...additiveAttention(image, width),
  batchNorm(width),
  ...mixing(image, width, hidden),
  ...(config.flag('use_layer_scale') ? [vector('residual', 2 * width)] : []),
  twoResiduals(width),
];

/** The convolutions that make the patches, or those of the next stage. */
function stem(channels: number, width: number): (image: Extent) => Convolved {
  const half = Math.max(1, Math.floor(width / 2));
  return (image) =>
    chain(image, [
      { inputs: channels, outputs: half, side: kernel, stride: 2, bias: true, first: true },
      { inputs: half, outputs: width, side: kernel, stride: 2, bias: true },
    ]);
}

/** SwiftFormer: stages of convolutions, each with one layer of additive attention at its end. */
export const swiftformer: Family = {
  name: 'swiftformer',
  modelTypes: ['swiftformer'],
  read(config) {
    const stages = stageCount(config, 'depths');
    const [depths, widths] = [perStage(config, 'depths', stages), perStage(config, 'embed_dims', stages)];
    const downsamples = config.flags('downsamples');
    const { image, note } = anyImage(config);
    const trunk = trunkOf(image);
    trunk.add('patches', stem(config.size('num_channels'), at(widths, 0)));
    const patches = area(trunk.image());
    for (let stage = 0; stage < stages; stage++) {
      const width = at(widths, stage);
      const hidden = scaledWidth(config, width, 'mlp_ratio');
      const name = `stage ${stage + 1}`;
      trunk.add(name, (from) => ({ layers: local(from, width, hidden), image: from }), at(depths, stage) - 1);
      trunk.add(name, (from) => ({ layers: attentive(config, from, width, hidden), image: from }));
      const next = at(widths, stage + 1);
      if (stage < stages - 1 && (downsamples[stage] === true || next !== width))
        trunk.add(`downsampling ${stage + 1}`, (from) =>
          chain(from, [
            {
              inputs: width,
              outputs: next,
              side: config.size('down_patch_size'),
              stride: config.size('down_stride'),
              padding: config.count('down_pad'),
              bias: true,
              activated: false,
            },
          ]),
        );
    }
    const last = at(widths, stages - 1);
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassification: () => [batchNorm(last), classifier(config, last), classifier(config, last)],
    });
    const output: Block = { name: 'output', count: 1, positions: area(trunk.image()), layers: top.layers };
    return imageModel(patches, [...trunk.blocks, output], [note, ...top.notes]);
  },
};
