import type { Layer } from '../../layers';
import { layerNorm, linear, vector } from '../../layers';
import { feedForward } from '../../sub-layers';
import type { Block } from '../../spec';
import { twoResiduals } from '../decoder';
import type { Family } from '../family';
import { chain } from './convolutions';
import { classifier, topOf } from './head';
import { fullAttention } from './attention';
import type { Extent } from './image';
import { anyImage, area, at, convolution2d, perStage, stageCount } from './stages';
import { imageModel } from './transformer';
import { said } from '../../../units/message';

interface Stage {
  readonly image: Extent;
  readonly width: number;
  readonly heads: number;
  readonly hidden: number;
  readonly bias: boolean;
  readonly side: number;
  readonly padding: { readonly query: number; readonly key: number };
  readonly stride: { readonly query: number; readonly key: number };
  /** 1 where there is a class token. */
  readonly furtherTokens: number;
}

/** Attention whose queries, keys and values are first convolved, keys and values to fewer places, and a feed-forward. */
function layer(stage: Stage): Layer[] {
  const { image, width, heads, hidden, bias, side, padding, stride, furtherTokens } = stage;
  const convolved = (of: 'query' | 'key'): ReturnType<typeof chain> =>
    chain(image, [
      {
        inputs: width,
        outputs: width,
        side,
        padding: padding[of],
        stride: stride[of],
        groups: width,
        activated: false,
      },
    ]);
  const [query, key] = [convolved('query'), convolved('key')];
  const queries = area(query.image) + furtherTokens;
  const keys = area(key.image) + furtherTokens;
  const projection = (positions: number): Layer =>
    linear('attention.projections', width, width, bias, { positions });
  return [
    layerNorm(width),
    ...[query, key, key].flatMap((made) => made.layers),
    ...[queries, keys, keys].map(projection),
    fullAttention({ heads, headWidth: Math.max(1, Math.floor(width / heads)), queries, keys }),
    linear('attention.projections', width, width, true),
    layerNorm(width),
    ...feedForward({ width, hidden, gated: false, bias: true }),
    twoResiduals(width),
  ];
}

/** CvT: stages of overlapping patches, with convolutions in place of attention's first projections. */
export const cvt: Family = {
  name: 'cvt',
  modelTypes: ['cvt'],
  read(config) {
    const stages = stageCount(config, 'depth');
    const lists = (key: string): readonly number[] => perStage(config, key, stages);
    const [depths, widths, heads] = [lists('depth'), lists('embed_dim'), lists('num_heads')];
    const [patches, strides, paddings] = [
      lists('patch_sizes'),
      lists('patch_stride'),
      config.integers('patch_padding'),
    ];
    const [sides, keyStrides, queryStrides] = [lists('kernel_qkv'), lists('stride_kv'), lists('stride_q')];
    const [keyPaddings, queryPaddings] = [config.integers('padding_kv'), config.integers('padding_q')];
    const [biases, tokens] = [config.flags('qkv_bias'), config.flags('cls_token')];
    const ratios = config.decimals('mlp_ratio');
    if (config.texts('qkv_projection_method').some((method) => method !== 'dw_bn'))
      config.refuse('qkv_projection_method', 'must be "dw_bn" in each stage: the library runs no other.');
    const { image: size, note } = anyImage(config);
    const blocks: Block[] = [];
    let image = size;
    let first = 1;
    for (let stage = 0; stage < stages; stage++) {
      const width = at(widths, stage);
      if (width % at(heads, stage) !== 0)
        config.refuse(
          'num_heads',
          said`(${at(heads, stage)}) does not divide the width of stage ${stage + 1} (${width}).`,
        );
      const embedding = convolution2d(image, {
        inputs: stage === 0 ? config.size('num_channels') : at(widths, stage - 1),
        outputs: width,
        kernel: at(patches, stage),
        stride: at(strides, stage),
        padding: paddings[stage] ?? 0,
        bias: true,
        inputGradient: stage > 0,
      });
      image = embedding.image;
      const furtherTokens = tokens[stage] === true ? 1 : 0;
      if (furtherTokens > 0 && stage < stages - 1)
        config.refuse('cls_token', 'must be false but in the last stage.');
      const hidden = Math.floor(width * (ratios[stage] ?? 1));
      if (hidden < 1) config.refuse('mlp_ratio', said`makes a layer ${hidden} wide.`);
      if (stage === 0) first = area(image) + furtherTokens;
      const positions = area(image) + furtherTokens;
      blocks.push(
        {
          name: `stage ${stage + 1} patches`,
          count: 1,
          positions: area(image),
          layers: [
            embedding.layer,
            layerNorm(width),
            ...(furtherTokens > 0 ? [vector('embedding', at(widths, stages - 1))] : []),
          ],
        },
        {
          name: `stage ${stage + 1}`,
          count: at(depths, stage),
          positions,
          layers: layer({
            image,
            width,
            heads: at(heads, stage),
            hidden: Math.max(1, hidden),
            bias: biases[stage] === true,
            side: at(sides, stage),
            padding: { query: queryPaddings[stage] ?? 0, key: keyPaddings[stage] ?? 0 },
            stride: { query: at(queryStrides, stage), key: at(keyStrides, stage) },
            furtherTokens,
          }),
        },
      );
    }
    const last = at(widths, stages - 1);
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassification: () => [layerNorm(last), classifier(config, last)],
    });
    const positions = tokens[stages - 1] === true ? 1 : area(image);
    blocks.push({ name: 'output', count: 1, positions, layers: top.layers });
    return imageModel(first, blocks, [note, ...top.notes]);
  },
};
