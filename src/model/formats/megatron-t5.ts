import type { ModelShape } from '../families/family';
import { inputBlock, normOf, type TransformerDescription } from '../families/generic/transformer';
import { causal, fullMask, residual, rotary, table, type Layer } from '../layers';
import { crossAttention, feedForward, languageModelHead, selfAttention } from '../sub-layers';

/** What T5 has over GPT in Megatron. */
export interface T5Parts {
  readonly encoderLayers: number;
  readonly decoderLayers: number;
  /** Learned relative positions: buckets, for each head a number, in each stack; null where there are none. */
  readonly relativeBuckets: number | null;
}

function stackLayer(model: TransformerDescription, stack: 'encoder' | 'decoder'): Layer[] {
  const { width, heads, headWidth, rotatedWidth, attentionBias: bias } = model;
  const norm = normOf(model.norm, width);
  const isDecoder = stack === 'decoder';
  return [
    ...norm,
    ...selfAttention({
      width,
      heads,
      keyValueHeads: model.keyValueHeads,
      headWidth,
      bias,
      mask: isDecoder ? causal : fullMask,
    }),
    ...(rotatedWidth > 0 ? [rotary(heads, model.keyValueHeads, rotatedWidth)] : []),
    ...(isDecoder
      ? [...norm, ...crossAttention({ width, heads, headWidth, bias, contextPositions: 'sequence' })]
      : []),
    ...norm,
    ...feedForward({ width, hidden: model.hidden, gated: model.gated, bias: model.feedForwardBias }),
    residual(width, isDecoder ? 3 : 2),
  ];
}

/**
 * Megatron-LM's T5 (megatron/core/models/T5/t5_model.py): both stacks share the embedding and its learned positions,
 * each ends in a norm, and a head that is tied to the embedding has a bias of its own.
 */
export function megatronT5(model: TransformerDescription, parts: T5Parts): ModelShape {
  const { width, heads, vocabulary, tied } = model;
  const { relativeBuckets } = parts;
  const relative = relativeBuckets === null ? [] : [table('position', relativeBuckets, heads)];
  const norm = normOf(model.norm, width);
  return {
    sample: 'text',
    tokensPerSample: 'sequence',
    contextLength: model.contextLength,
    vocabularySize: vocabulary,
    generates: true,
    blocks: [
      inputBlock(model, relative),
      {
        name: 'encoder',
        readsInput: true,
        count: parts.encoderLayers,
        positions: 'sequence',
        layers: stackLayer(model, 'encoder'),
      },
      { name: 'encoder norm', readsInput: true, count: 1, positions: 'sequence', layers: norm },
      ...(relative.length === 0
        ? []
        : [{ name: 'decoder positions', count: 1, positions: 'sequence', layers: relative } as const]),
      {
        name: 'decoder',
        count: parts.decoderLayers,
        positions: 'sequence',
        layers: stackLayer(model, 'decoder'),
      },
      {
        name: 'output',
        count: 1,
        positions: 'sequence',
        layers: [
          ...norm,
          ...(vocabulary === null ? [] : languageModelHead(width, vocabulary, { tied, bias: tied })),
        ],
      },
    ],
    notes: model.notes ?? [],
  };
}
