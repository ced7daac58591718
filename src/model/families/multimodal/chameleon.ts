import type { NormLayer } from '../../layers';
import { causal, layerNorm, rmsNorm, rotary } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import { alike, decoderOnly, groupedQueryShape, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { wordsOfImage } from './image-words';
import { said } from '../../../units/message';

/** Chameleon: images are words of a codebook, in the same vocabulary as the text's. */
export const chameleon: Family = {
  name: 'chameleon',
  modelTypes: ['chameleon'],
  read(config) {
    const type = 'chameleon_vqgan';
    const { config: image } = config.section('vq_config', type, { model_type: type });
    const heads = config.size('num_attention_heads');
    const shape = {
      ...groupedQueryShape(config),
      headWidth: config.headWidth('hidden_size', 'num_attention_heads'),
    };
    const { width, keyValueHeads, headWidth } = shape;
    /** A norm of each head, with factors and shifts of its own. */
    const headNorm = (count: number): NormLayer => ({
      ...layerNorm(headWidth),
      parameters: 2 * count * headWidth,
      repeats: count,
    });
    const bias = biases(config.flag('attention_bias'));
    const attentive = image.text('attn_type') === 'vanilla';
    const resolutions =
      (image.raw('attn_resolutions') ?? null) === null ? [] : image.integers('attn_resolutions');
    const text = decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: alike(shape.layers, [
        rmsNorm(width),
        ...selfAttention({ width, heads, keyValueHeads, headWidth, bias, mask: causal }),
        headNorm(heads),
        headNorm(keyValueHeads),
        rotary(heads, keyValueHeads, headWidth),
        rmsNorm(width),
        ...feedForward({
          width,
          hidden: config.size('intermediate_size'),
          gated: true,
          bias: config.flag('mlp_bias'),
        }),
        twoResiduals(width),
      ]),
      beforeHead: [rmsNorm(width)],
    });
    const side = image.size('resolution');
    return {
      ...text,
      blocks: [
        ...text.blocks,
        ...wordsOfImage({
          config: image,
          side,
          attends: (_level, _levels, at) => attentive && resolutions.includes(at),
          middleAttends: attentive,
        }),
      ],
      notes: [
        ...text.notes,
        said`A pass over text alone: what an image or a sound adds is told apart, for one of them.`,
        said`One image of ${side} x ${side} pixels.`,
      ],
    };
  },
};
