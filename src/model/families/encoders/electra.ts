import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, layerNorm, linear, residual, table } from '../../layers';
import type { EncoderShape } from '../bert';
import { encoderLayer, encoderShapeOf, maskedLanguageHead } from '../bert';
import type { Family } from '../family';
import { decoderUse } from './decoder-use';
import type { Heads } from './text-encoder';
import { bertEmbedding, bertHeads, block, textEncoder, withoutPooler } from './text-encoder';

/** BERT's heads without its pooler and without its second bias; ForPreTraining tells replaced tokens from true ones. */
function poolerlessHeads(config: ConfigFields, width: number, headWidth: number): Heads {
  const masked = (): readonly Layer[] => maskedLanguageHead(config, width, headWidth);
  return {
    ...withoutPooler(bertHeads(config, width)),
    ForMaskedLM: masked,
    ForCausalLM: masked,
    ForPreTraining: () => [
      linear('head', width, width, true),
      activation('head', width),
      linear('head', width, 1, true),
    ],
  };
}

/** ELECTRA: BERT with an embedding of its own width, projected into the body. */
export const electra: Family = {
  name: 'bert',
  modelTypes: ['electra'],
  read(config) {
    const shape = encoderShapeOf(config);
    const { width } = shape;
    const embeddingWidth = config.size('embedding_size');
    return textEncoder({
      config,
      embedding: [
        ...bertEmbedding(config, embeddingWidth),
        ...(embeddingWidth === width ? [] : [linear('embedding', embeddingWidth, width, true)]),
      ],
      body: [block('layers', encoderLayer(shape), shape.layers)],
      heads: poolerlessHeads(config, width, embeddingWidth),
      use: decoderUse(config, shape),
    });
  },
};

/** DistilBERT: BERT without token types and pooler, under keys of its own. */
export const distilbert: Family = {
  name: 'bert',
  modelTypes: ['distilbert'],
  read(config) {
    const width = config.size('dim');
    const shape: EncoderShape = {
      width,
      heads: config.size('n_heads'),
      headWidth: config.headWidth('dim', 'n_heads'),
      hidden: config.size('hidden_dim'),
      layers: config.layers('n_layers'),
    };
    return textEncoder({
      config,
      embedding: [
        table('embedding', config.size('vocab_size'), width),
        table('position', config.size('max_position_embeddings'), width),
        residual(width, 1),
        layerNorm(width),
      ],
      body: [block('layers', encoderLayer(shape), shape.layers)],
      heads: poolerlessHeads(config, width, width),
    });
  },
};
