import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { causal, fullMask, layerNorm, residual, table, vector } from '../../layers';
import { biases, crossAttention, feedForward, selfAttention } from '../../sub-layers';
import { alike, architectureClass, decoderOnly, twoResiduals } from '../decoder';
import { outsideAttention, outsideStates } from '../encoders/decoder-use';
import type { Family, ModelShape } from '../family';
import { said } from '../../../units/message';

/** BERT as one half of an encoder-decoder (BertGeneration): token and position embeddings, norms after each part. */
function readBertGeneration(config: ConfigFields): ModelShape {
  const width = config.size('hidden_size');
  const crosses = config.flag('add_cross_attention');
  if (crosses && !config.flag('is_decoder'))
    config.refuse('add_cross_attention', 'is true: is_decoder must be, too.');
  const heads = config.size('num_attention_heads');
  const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
  const isBody = architectureClass(config)?.endsWith('Encoder') === true;
  const untied = !config.flag('tie_word_embeddings');
  return decoderOnly({
    config,
    width,
    contextKey: 'max_position_embeddings',
    afterEmbedding: [
      table('position', config.size('max_position_embeddings'), width),
      residual(width, 1),
      layerNorm(width),
    ],
    blocks: alike(config.layers('num_hidden_layers'), [
      ...selfAttention({
        width,
        heads,
        keyValueHeads: heads,
        headWidth,
        bias: biases(true),
        mask: config.flag('is_decoder') ? causal : fullMask,
      }),
      layerNorm(width),
      ...(crosses ? outsideAttention({ width, heads, headWidth }) : []),
      ...feedForward({ width, hidden: config.size('intermediate_size'), gated: false, bias: true }),
      layerNorm(width),
      twoResiduals(width),
    ]),
    // Not tied, the head holds a second bias that it does not use.
    beforeHead: untied && !isBody ? [vector('head', config.size('vocab_size'))] : [],
    headBias: true,
    ...(isBody ? { head: 'none' } : {}),
    notes: crosses ? [outsideStates] : [],
  });
}

/** The positions that TrOCR, like BART, keeps in front of the first token. */
const positionOffset = 2;

/** Attention over an image encoder's states of a width of their own; nothing flows back into them here. */
function imageAttention(config: ConfigFields, width: number, heads: number, headWidth: number): Layer[] {
  return [
    ...crossAttention({
      width,
      heads,
      headWidth,
      bias: biases(true),
      contextPositions: 'sequence',
      contextWidth: config.optionalSize('cross_attention_hidden_size') ?? width,
      contextGradient: false,
    }),
    layerNorm(width),
    residual(width, 1),
  ];
}

/** TrOCR's decoder, over as many image positions as it has tokens. */
function readTrOcr(config: ConfigFields): ModelShape {
  const width = config.size('d_model');
  const heads = config.size('decoder_attention_heads');
  const headWidth = config.headWidth('d_model', 'decoder_attention_heads');
  const learned = config.flag('use_learned_position_embeddings');
  return decoderOnly({
    config,
    width,
    contextKey: 'max_position_embeddings',
    afterEmbedding: [
      ...(learned ? [table('position', config.size('max_position_embeddings') + positionOffset, width)] : []),
      ...(config.flag('layernorm_embedding') ? [layerNorm(width)] : []),
      residual(width, 1),
    ],
    blocks: alike(config.layers('decoder_layers'), [
      ...selfAttention({
        width,
        heads,
        keyValueHeads: heads,
        headWidth,
        bias: biases(true),
        mask: causal,
      }),
      layerNorm(width),
      ...imageAttention(config, width, heads, headWidth),
      ...feedForward({ width, hidden: config.size('decoder_ffn_dim'), gated: false, bias: true }),
      layerNorm(width),
      twoResiduals(width),
    ]),
    beforeHead: [],
    notes: [said`The image that its decoder reads is taken to have as many positions as the text.`],
  });
}

/** Decoders of encoder-decoder pairs with norms after each part. */
export const postNormDecoders: Family = {
  name: 'post-norm',
  modelTypes: ['bert-generation', 'trocr'],
  read: (config, modelType) => (modelType === 'trocr' ? readTrOcr(config) : readBertGeneration(config)),
};
