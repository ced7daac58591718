import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import {
  elementwise,
  fullMask,
  layerNorm,
  linear,
  perHead,
  residual,
  rmsNormWithoutScale,
  rotary,
  table,
  vector,
} from '../../layers';
import { feedForward, languageModelHead } from '../../sub-layers';
import { alike, groupedQueryShape } from '../decoder';
import type { Family } from '../family';
import { textEncoder } from './text-encoder';
import { said } from '../../../units/message';

const colours = 3;
/** An image that is told apart: so many pixels a side. */
const imageSide = 1024;

function attention(config: ConfigFields): Layer[] {
  const { width, heads, keyValueHeads, headWidth } = groupedQueryShape(config);
  const bias = config.flag('attention_bias');
  const component = 'attention.projections';
  return [
    linear(component, width, heads * headWidth, bias),
    linear(component, width, keyValueHeads * headWidth, bias),
    linear(component, width, keyValueHeads * headWidth, bias),
    perHead(rmsNormWithoutScale(headWidth), heads),
    perHead(rmsNormWithoutScale(headWidth), keyValueHeads),
    rotary(heads, keyValueHeads, headWidth),
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      keys: 'sequence',
      mask: fullMask,
      cachedPerToken: 0,
    },
    // What each head says of the token's own value is taken out again, and the rest is gated.
    vector(component, heads),
    elementwise(component, 6 * heads * headWidth),
    linear(component, width, heads * headWidth, false),
    linear(component, heads * headWidth, width, bias),
  ];
}

/** Patches of an image, which stand among the tokens: a norm and two products each. */
function patches(config: ConfigFields, width: number): Layer[] {
  const values = colours * config.size('patch_size') ** 2;
  return [
    layerNorm(values),
    linear('embedding', values, 2 * width, false, { inputGradient: false }),
    linear('embedding', 2 * width, width, true),
  ];
}

/** NeoMME: a bidirectional encoder of text and pages, with factorised embeddings and values that tokens bring along. */
export const neoMme: Family = {
  name: 'neomme',
  modelTypes: ['neomme'],
  read(config) {
    const { width, keyValueHeads, headWidth, layers } = groupedQueryShape(config);
    const [rank, vocabulary] = [config.size('embedding_rank'), config.size('vocab_size')];
    const tied = config.flag('tie_word_embeddings');
    const side = Math.max(1, Math.floor(imageSide / config.size('patch_size')));
    return textEncoder({
      config,
      embedding: [
        table('embedding', vocabulary, rank),
        linear('embedding', rank, width, false),
        table('embedding', vocabulary, keyValueHeads * headWidth),
        rmsNormWithoutScale(width),
      ],
      body: [
        {
          name: 'patches',
          count: 1,
          tower: 'vision',
          positions: side * side,
          layers: patches(config, width),
        },
        ...alike(layers, [
          vector('residual', 2),
          rmsNormWithoutScale(width),
          ...attention(config),
          rmsNormWithoutScale(width),
          ...feedForward({
            width,
            hidden: config.size('intermediate_size'),
            gated: false,
            bias: config.flag('mlp_bias'),
          }),
          residual(width, 3),
        ]),
      ],
      heads: {
        ForMaskedLM: () => [
          rmsNormWithoutScale(width),
          linear('head', width, rank, false, { tied }),
          ...languageModelHead(rank, vocabulary, { tied }),
        ],
        Model: () => [rmsNormWithoutScale(width)],
      },
      notes: [said`One image of ${imageSide} x ${imageSide} pixels.`],
    });
  },
};
