import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { elementwise, layerNorm, table } from '../../layers';
import type { Block } from '../../spec';
import { convolution, mostLayersOfBlock, residualBlock } from '../diffusion/residual';
import { perStage, stageCount } from '../vision/stages';

/** A network that turns an image into words of a codebook (VQGAN, arXiv:2012.09841). */
export interface ImageWords {
  readonly config: ConfigFields;
  /** Side of the image in pixels. */
  readonly side: number;
  /** Whether the residual blocks of a level have attention behind them. */
  readonly attends: (level: number, levels: number, side: number) => boolean;
  readonly middleAttends: boolean;
}

/** Attention of one head over all places, made of convolutions of one place. */
const attention = (width: number, places: number): Layer[] => [
  layerNorm(width),
  ...[1, 2, 3].map(() => convolution(width, width, 1, places)),
  {
    kind: 'product',
    component: 'attention.scores',
    batches: 1,
    rows: places,
    inner: width,
    columns: places,
  },
  { kind: 'product', component: 'attention.values', batches: 1, rows: width, inner: places, columns: places },
  convolution(width, width, 1, places),
  elementwise('residual', width),
];

interface Levels {
  readonly widths: readonly number[];
  readonly residuals: number;
}

function levelsOf(config: ConfigFields): Levels {
  const count = stageCount(config, 'channel_multiplier');
  const base = config.size('base_channels');
  const residuals = config.size('num_res_blocks');
  if (residuals > mostLayersOfBlock)
    config.refuse('num_res_blocks', said`must be from 1 to ${mostLayersOfBlock}.`);
  if (config.flag('double_latent')) config.refuse('double_latent', 'must be false: true is not covered.');
  return {
    widths: perStage(config, 'channel_multiplier', count).map((factor) => factor * base),
    residuals: Math.min(residuals, mostLayersOfBlock),
  };
}

/** Residual blocks of one level, the first of which changes the width. */
const level = (inputs: number, width: number, places: number, count: number, attends: boolean): Layer[] =>
  Array.from({ length: count }, (_, index) => [
    ...residualBlock(index === 0 ? inputs : width, width, places, null),
    ...(attends ? attention(width, places) : []),
  ]).flat();

const middle = (width: number, places: number, attends: boolean): Layer[] => [
  ...residualBlock(width, width, places, null),
  ...(attends ? attention(width, places) : []),
  ...residualBlock(width, width, places, null),
];

const block = (name: string, places: number, layers: readonly Layer[]): Block => ({
  name,
  count: 1,
  tower: 'vision',
  positions: places,
  layers,
});

/** From the image to words: levels of half the side each, then the nearest word for each place. No gradient comes back. */
export function wordsOfImage(words: ImageWords): Block[] {
  const { config } = words;
  const { widths, residuals } = levelsOf(config);
  const last = widths[widths.length - 1] ?? 1;
  let side = words.side;
  let width = config.size('base_channels');
  const blocks = [
    block('image', side * side, [convolution(config.size('in_channels'), width, 3, side * side, true)]),
  ];
  widths.forEach((outputs, index) => {
    const attends = words.attends(index, widths.length, side);
    const layers = level(width, outputs, side * side, residuals, attends);
    const places = side * side;
    width = outputs;
    if (index < widths.length - 1) {
      side = Math.max(1, Math.floor(side / 2));
      layers.push(convolution(width, width, 3, side * side));
    }
    blocks.push(block(`image level ${index + 1}`, places, layers));
  });
  const places = side * side;
  const [latent, embedded, count] = [
    config.size('latent_channels'),
    config.size('embed_dim'),
    config.size('num_embeddings'),
  ];
  return [
    ...blocks,
    block('image middle', places, [
      ...middle(last, places, words.middleAttends),
      layerNorm(last),
      convolution(last, latent, 3, places),
    ]),
    block('image words', places, [
      convolution(latent, embedded, 1, places),
      table('other', count, embedded),
      { kind: 'product', component: 'other', batches: 1, rows: places, inner: embedded, columns: count },
    ]),
    {
      ...block('image drawing: words', places, [convolution(embedded, latent, 1, places)]),
      count: 0,
      parameterSets: 1,
    },
  ].map((each) => ({ ...each, untrained: true as const }));
}

/** From words back to an image. */
export function imageOfWords(words: ImageWords): Block[] {
  const { config } = words;
  const { widths, residuals } = levelsOf(config);
  const last = widths[widths.length - 1] ?? 1;
  let side = Math.max(1, Math.floor(words.side / 2 ** (widths.length - 1)));
  let width = last;
  const blocks = [
    block('image drawing: middle', side * side, [
      convolution(config.size('latent_channels'), last, 3, side * side),
      ...middle(last, side * side, words.middleAttends),
    ]),
  ];
  for (let index = widths.length - 1; index >= 0; index--) {
    const outputs = widths[index] ?? 1;
    const layers = level(
      width,
      outputs,
      side * side,
      residuals + 1,
      words.attends(index, widths.length, side),
    );
    const places = side * side;
    width = outputs;
    if (index > 0) {
      side *= 2;
      layers.push(convolution(width, width, 3, side * side));
    }
    blocks.push(block(`image drawing: level ${index + 1}`, places, layers));
  }
  return [
    ...blocks,
    block('image drawing: output', side * side, [
      layerNorm(width),
      convolution(width, config.size('out_channels'), 3, side * side),
    ]),
  ];
}
