import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { elementwise, residual, rmsNorm, vector } from '../../layers';
import { feedForward } from '../../sub-layers';
import { overTime } from '../audio/conformer';
import type { Block } from '../../spec';
import { soundSeconds } from './sounds';
import { towerBlock } from './towers';

/** Of the sound that is costed. */
export const soundSamples = soundSeconds * 24_000;

/** More stages than any tokenizer has: their widths double. */
const mostStages = 12;

/** What a tokenizer of sound puts out. */
export interface SoundTokenizer {
  readonly blocks: readonly Block[];
  readonly positions: number;
  readonly width: number;
  /** Samples of sound for each position. */
  readonly hop: number;
}

/** ConvNeXt's layer over time: a convolution of each channel, then a feed-forward, both scaled. */
const tokenizerLayer = (config: ConfigFields, width: number, positions: number): Layer[] => [
  rmsNorm(width),
  overTime(width, width, positions, { kernel: config.size('kernel_size'), groups: width, bias: true }),
  rmsNorm(width),
  ...feedForward({ width, hidden: config.size('ffn_expansion') * width, gated: false, bias: true }),
  vector('norm', 2 * width),
  elementwise('norm', 2 * width),
  residual(width, 2),
];

/**
 * VibeVoice's tokenizer of sound: stages of ConvNeXt's layers, each with fewer positions and twice the width, over the
 * samples of each chunk of sound. Every convolution looks back only, so a chunk of n samples leaves n / stride.
 */
export function soundTokenizer(
  config: ConfigFields,
  name: string,
  chunks: readonly number[],
): SoundTokenizer {
  const ratios = config.integers('downsampling_ratios');
  const stages = Math.min(ratios.length, mostStages);
  if (ratios.length > mostStages || ratios.some((ratio) => ratio < 1))
    config.refuse('downsampling_ratios', said`must hold at most ${mostStages} ratios from 1 up.`);
  const depths = config.integers('depths');
  if (depths.length <= ratios.length || depths.some((depth) => depth < 0 || depth > 1000))
    config.refuse('depths', 'must hold one depth more than there are downsampling_ratios.');
  const kernel = config.size('kernel_size');
  let width = config.size('num_filters');
  let left = chunks;
  const total = (): number => left.reduce((sum, length) => sum + length, 0);
  const stage = (index: number, opening: Layer): Block[] => [
    towerBlock('audio', `${name} sound: stage ${index}`, total(), [opening]),
    {
      name: `${name} sound layers: stage ${index}`,
      count: Math.max(0, Math.min(1000, depths[index] ?? 0)),
      tower: 'audio',
      positions: total(),
      layers: tokenizerLayer(config, width, total()),
    },
  ];
  const blocks = stage(
    0,
    overTime(config.size('channels'), width, total(), { kernel, bias: true, inputGradient: false }),
  );
  for (let index = 0; index < stages; index++) {
    const ratio = Math.max(1, ratios[index] ?? 1);
    const [inputs, inputPositions] = [width, total()];
    width = 2 * inputs;
    left = left.map((length) => Math.floor(length / ratio));
    blocks.push(
      ...stage(
        index + 1,
        overTime(inputs, width, total(), { kernel: 2 * ratio, bias: true, inputPositions }),
      ),
    );
  }
  const outputs = config.size('hidden_size');
  blocks.push(
    towerBlock('audio', `${name} sound: latents`, total(), [
      overTime(width, outputs, total(), { kernel, bias: true }),
    ]),
  );
  const hop = ratios.slice(0, stages).reduce((product, ratio) => product * Math.max(1, ratio), 1);
  return { blocks, positions: total(), width: outputs, hop };
}

/** Parameters of the way back from latents to sound: the tokenizer's stages in the other order, with transposed convolutions. */
export function soundDecoder(config: ConfigFields): Block[] {
  const ratios = config.sizes('downsampling_ratios').slice(0, mostStages);
  const depths = config.integers('depths');
  if (depths.length !== ratios.length + 1)
    config.refuse('depths', 'must hold one depth more than there are downsampling_ratios.');
  const kernel = config.size('kernel_size');
  const unused = { count: 0, tower: 'audio', positions: 1 } as const;
  let width = config.size('num_filters');
  const convolutions: Layer[] = [overTime(width, config.size('channels'), 1, { kernel, bias: true })];
  const stages: Block[] = [];
  for (const [index, ratio] of [1, ...ratios].entries()) {
    if (index > 0) {
      convolutions.push(overTime(2 * width, width, 1, { kernel: 2 * ratio, bias: true }));
      width *= 2;
    }
    const parameterSets = Math.max(0, Math.min(1000, depths[index] ?? 0));
    const name = `unused sound decoder layers: stage ${index}`;
    stages.push({ name, parameterSets, ...unused, layers: tokenizerLayer(config, width, 1) });
  }
  convolutions.push(overTime(config.size('hidden_size'), width, 1, { kernel, bias: true }));
  return [...stages, { name: 'unused sound decoder', parameterSets: 1, ...unused, layers: convolutions }];
}
