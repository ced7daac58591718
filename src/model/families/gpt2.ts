import type { ConfigFields } from '../config-fields';
import type { Layer } from '../layers';
import { causal, layerNorm, residual, rotary, table } from '../layers';
import { biases, attentionToOutside, feedForward, selfAttention } from '../sub-layers';
import { alike, decoderOnly, twoResiduals } from './decoder';
import type { Family, ModelShape } from './family';

const expansion = 4;

interface Heads {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
}

interface Gpt2Shape extends Heads {
  readonly layers: number;
  readonly hidden: number;
}

function shapeOf(config: ConfigFields): Gpt2Shape {
  const width = config.size('n_embd');
  return {
    width,
    heads: config.size('n_head'),
    headWidth: config.headWidth('n_embd', 'n_head'),
    layers: config.layers('n_layer'),
    hidden: config.optionalSize('n_inner') ?? expansion * width,
  };
}

/** Encoder states come from outside the model: nothing flows back into them. */
export const encoderAttention = ({ width, heads, headWidth }: Heads): Layer[] => [
  layerNorm(width),
  ...attentionToOutside({ width, heads, headWidth }),
  residual(width, 1),
];

function readGpt2(config: ConfigFields, keyValueHeads: (heads: number) => number): ModelShape {
  const shape = shapeOf(config);
  const { width, heads, headWidth, layers, hidden } = shape;
  return decoderOnly({
    config,
    width,
    contextKey: 'n_positions',
    afterEmbedding: [table('position', config.size('n_positions'), width), residual(width, 1)],
    blocks: alike(layers, [
      layerNorm(width),
      ...selfAttention({
        width,
        heads,
        keyValueHeads: keyValueHeads(heads),
        headWidth,
        bias: biases(true),
        mask: causal,
      }),
      ...(config.flag('add_cross_attention') ? encoderAttention(shape) : []),
      layerNorm(width),
      ...feedForward({ width, hidden, gated: false, bias: true }),
      twoResiduals(width),
    ]),
    beforeHead: [layerNorm(width)],
  });
}

/** GPT-2: learned positions, LayerNorm, biases everywhere, tied output. */
export const gpt2: Family = {
  name: 'gpt2',
  modelTypes: ['gpt2'],
  read: (config) => readGpt2(config, (heads) => heads),
};

/** GPT-BigCode (SantaCoder, StarCoder): GPT-2 with one key-value head where multi_query is set. */
export const gptBigCode: Family = {
  name: 'gpt2',
  modelTypes: ['gpt_bigcode'],
  read(config) {
    if (config.flag('add_cross_attention'))
      config.refuse('add_cross_attention', 'is not covered for gpt_bigcode.');
    return readGpt2(config, (heads) => (config.flag('multi_query') ? 1 : heads));
  },
};

/** Jais: GPT-2 with ALiBi in place of the table of positions, and SwiGLU (arXiv:2308.16149). */
export const jais: Family = {
  name: 'gpt2',
  modelTypes: ['jais'],
  outsideLibrary: true,
  read(given) {
    const config = given.withDefaults({ values: { tie_word_embeddings: true }, aliases: {} });
    const { width, heads, headWidth, layers, hidden } = shapeOf(config);
    const learned = (config.text('position_embedding_type') ?? 'learned') === 'learned';
    const gated = (config.text('activation_function') ?? 'gelu_new') === 'swiglu';
    return decoderOnly({
      config,
      width,
      contextKey: 'n_positions',
      afterEmbedding: learned
        ? [table('position', config.size('n_positions'), width), residual(width, 1)]
        : [],
      blocks: alike(layers, [
        layerNorm(width),
        ...selfAttention({ width, heads, keyValueHeads: heads, headWidth, bias: biases(true), mask: causal }),
        layerNorm(width),
        ...feedForward({ width, hidden, gated, bias: true }),
        twoResiduals(width),
      ]),
      beforeHead: [layerNorm(width)],
    });
  },
};

/** GPT-J: one norm a layer, attention and feed-forward in parallel, rotary positions, a biased output head. */
export const gptj: Family = {
  name: 'gptj',
  modelTypes: ['gptj'],
  read(config) {
    const { width, heads, headWidth, layers, hidden } = shapeOf(config);
    const rotated = config.optionalSize('rotary_dim') ?? headWidth;
    return decoderOnly({
      config,
      width,
      contextKey: 'n_positions',
      blocks: alike(layers, [
        layerNorm(width),
        ...selfAttention({
          width,
          heads,
          keyValueHeads: heads,
          headWidth,
          bias: biases(false),
          mask: causal,
        }),
        rotary(heads, heads, rotated),
        ...feedForward({ width, hidden, gated: false, bias: true }),
        twoResiduals(width),
      ]),
      beforeHead: [layerNorm(width)],
      headBias: true,
    });
  },
};
