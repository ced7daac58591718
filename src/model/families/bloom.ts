import { causal, layerNorm } from '../layers';
import { biases, feedForward, selfAttention } from '../sub-layers';
import { alike, decoderOnly, twoResiduals } from './decoder';
import type { Family } from './family';

const expansion = 4;

/** BLOOM: ALiBi positions, a norm after the embedding, biases everywhere. */
export const bloom: Family = {
  name: 'bloom',
  modelTypes: ['bloom'],
  read(config) {
    const widthKey =
      config.raw('n_embed') === undefined || config.raw('n_embed') === null ? 'hidden_size' : 'n_embed';
    const width = config.size(widthKey);
    const heads = config.size('n_head');
    const headWidth = config.headWidth(widthKey, 'n_head');
    return decoderOnly({
      config,
      width,
      contextKey: 'seq_length',
      afterEmbedding: [layerNorm(width)],
      blocks: alike(config.layers('n_layer'), [
        layerNorm(width),
        ...selfAttention({
          width,
          heads,
          keyValueHeads: heads,
          headWidth,
          bias: biases(true),
          mask: causal,
        }),
        layerNorm(width),
        ...feedForward({ width, hidden: expansion * width, gated: false, bias: true }),
        twoResiduals(width),
      ]),
      beforeHead: [layerNorm(width)],
    });
  },
};

/** MPT: ALiBi positions, no bias anywhere, not even in the norms. */
export const mpt: Family = {
  name: 'mpt',
  modelTypes: ['mpt'],
  read(config) {
    const width = config.size('d_model');
    const heads = config.size('n_heads');
    const headWidth = config.headWidth('d_model', 'n_heads');
    const norm = layerNorm(width, { bias: false });
    return decoderOnly({
      config,
      width,
      contextKey: 'max_seq_len',
      blocks: alike(config.layers('n_layers'), [
        norm,
        ...selfAttention({
          width,
          heads,
          keyValueHeads: heads,
          headWidth,
          bias: biases(false),
          mask: causal,
        }),
        norm,
        ...feedForward({ width, hidden: expansion * width, gated: false, bias: false }),
        twoResiduals(width),
      ]),
      beforeHead: [norm],
    });
  },
};
