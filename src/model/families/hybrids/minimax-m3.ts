import type { ConfigFields } from '../../config-fields';
import { isObject } from '../../config-fields';
import type { Layer } from '../../layers';
import { causal, linear, perHead, rmsNorm } from '../../layers';
import { biases, feedForward } from '../../sub-layers';
import type { GroupedQueryShape } from '../decoder';
import { decoderOnly, groupedQueryShape, rotaryAttention, twoResiduals } from '../decoder';
import { blocksByDescription } from '../decoders/blocks';
import type { Family } from '../family';
import { localSizes, mixture, sharedExperts, sparseLayers } from './experts';
import { indexScores, pickedKeys, untrained } from './indexer';
import { said } from '../../../units/message';

/** The indexer's sizes: under their own keys or, in the published files, in a section of its own. */
function indexSize(config: ConfigFields, key: string, oldKey: string): number {
  const old = config.raw('sparse_attention_config');
  if (!isObject(old) || old[oldKey] === undefined) return config.size(key);
  return config.section('sparse_attention_config').config.size(oldKey);
}

/** Entries of a list of 0 and 1, one a layer; null where there is none. */
function switches(config: ConfigFields, key: string, layers: number): readonly number[] | null {
  const value = config.raw(key) ?? null;
  if (value === null) return null;
  const listed = config.integers(key);
  if (listed.length !== layers) config.refuse(key, said`has ${listed.length} entries for ${layers} layers.`);
  return listed;
}

function indexer(config: ConfigFields, width: number): Layer[] {
  const heads = indexSize(config, 'index_n_heads', 'sparse_num_index_heads');
  const headWidth = indexSize(config, 'index_head_dim', 'sparse_index_dim');
  const component = 'attention.projections';
  return [
    linear(component, width, heads * headWidth, false),
    linear(component, width, headWidth, false),
    perHead(rmsNorm(headWidth), heads),
    rmsNorm(headWidth),
    indexScores({ heads, headWidth, keys: 'sequence' }),
  ];
}

function attention(config: ConfigFields, shape: GroupedQueryShape, sparse: boolean): Layer[] {
  const blockSize = indexSize(config, 'index_block_size', 'sparse_block_size');
  const picked = indexSize(config, 'index_topk_blocks', 'sparse_topk_blocks') * blockSize;
  return [
    ...rotaryAttention(shape, biases(false), sparse ? pickedKeys(picked) : causal),
    perHead(rmsNorm(shape.headWidth), shape.heads),
    perHead(rmsNorm(shape.headWidth), shape.keyValueHeads),
  ];
}

/** MiniMax M3's text model: attention to blocks that an indexer picks in some layers, experts beside a shared one. */
export const minimaxM3: Family = {
  name: 'minimax',
  modelTypes: ['minimax_m3_vl_text'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, layers } = shape;
    const oldSparse = isObject(config.raw('sparse_attention_config'))
      ? switches(config.section('sparse_attention_config').config, 'sparse_attention_freq', layers)
      : null;
    const listed = config.perLayerKind('layer_types', layers, ['full_attention', 'minimax_m3_sparse']);
    const isIndexed = (index: number): boolean =>
      listed === null ? oldSparse?.[index] === 1 : listed[index] === 'minimax_m3_sparse';
    const oldExperts = switches(config, 'moe_layer_freq', layers);
    const sparse = sparseLayers(config, layers, (index) => oldExperts?.[index] !== 0);
    const indexed = Array.from({ length: layers }, (_, index) => isIndexed(index)).filter(Boolean).length;
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: [
        ...blocksByDescription(
          layers,
          (index) => ({ indexed: isIndexed(index), sparse: sparse(index) }),
          (layer) => [
            rmsNorm(width),
            ...attention(config, shape, layer.indexed),
            rmsNorm(width),
            ...(layer.sparse
              ? [
                  ...mixture(config, localSizes),
                  ...sharedExperts(width, config.size('shared_intermediate_size')),
                ]
              : feedForward({
                  width,
                  hidden: config.size('dense_intermediate_size'),
                  gated: true,
                  bias: false,
                })),
            twoResiduals(width),
          ],
        ),
        ...untrained('indexers', indexed, indexed === 0 ? [] : indexer(config, width)),
      ],
      beforeHead: [rmsNorm(width)],
    });
  },
};
