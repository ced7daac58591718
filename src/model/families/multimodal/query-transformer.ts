import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, layerNorm, linear, table, vector } from '../../layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { withTowers } from './language';
import type { TowerReading } from './towers';
import { embeddingWidth, readTower, towerBlock } from './towers';

const other = <L extends Layer>(layer: L): L => ({ ...layer, component: 'other' });

interface Kind {
  readonly vision: string;
  readonly queries: string;
  /** Whether its queries read an instruction too: tables of words and positions, a feed-forward for them. */
  readonly instructed?: true;
}

const kinds: Readonly<Record<string, Kind>> = {
  'blip-2': { vision: 'blip_2_vision_model', queries: 'blip_2_qformer' },
  instructblip: { vision: 'instructblip_vision_model', queries: 'instructblip_qformer', instructed: true },
};

/** Learned queries through BERT's layers, some of which look at the image, then one linear layer to the text's width. */
function queryTransformer(owner: ConfigFields, kind: Kind, vision: TowerReading, textWidth: number): Block[] {
  const { config } = owner.section('qformer_config', kind.queries, { model_type: kind.queries });
  const words: Layer[] =
    kind.instructed === true
      ? [
          table('other', config.size('vocab_size'), config.size('hidden_size')),
          table('other', config.size('max_position_embeddings'), config.size('hidden_size')),
        ]
      : [];
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
  const hidden = config.size('intermediate_size');
  const layers = config.layers('num_hidden_layers');
  const crossing = Math.ceil(layers / config.size('cross_attention_frequency'));
  const queries = owner.size('num_query_tokens');
  const norm = other(layerNorm(width));
  const attention = (inputs: number, keys: number): Layer[] => [
    linear('other', width, width, true),
    linear('other', inputs, width, true, { positions: keys }),
    linear('other', inputs, width, true, { positions: keys }),
    {
      kind: 'product',
      component: 'other',
      batches: heads,
      rows: queries,
      inner: headWidth,
      columns: keys,
    },
    {
      kind: 'product',
      component: 'other',
      batches: heads,
      rows: queries,
      inner: keys,
      columns: headWidth,
    },
    linear('other', width, width, true),
    norm,
  ];
  const feedForward: Layer[] = [
    linear('other', width, hidden, true),
    activation('other', hidden),
    linear('other', hidden, width, true),
    norm,
  ];
  const repeated = (name: string, count: number, of: readonly Layer[]): Block => ({
    name,
    count,
    tower: 'vision',
    positions: queries,
    layers: of,
  });
  return [
    towerBlock('vision', 'queries', queries, [...words, vector('other', queries * width), norm]),
    repeated('query layers', layers, [...attention(width, queries), ...feedForward]),
    repeated(
      'query layers: looking',
      crossing,
      attention(vision.config.size('hidden_size'), vision.positions),
    ),
    // A second feed-forward, for text that the queries are compared with: no part of a pass over an image.
    ...(kind.instructed === true || config.flag('use_qformer_text_input')
      ? [{ ...repeated('query layers: text', 0, feedForward), parameterSets: layers }]
      : []),
    towerBlock('vision', 'projector', queries, [linear('other', width, textWidth, true)]),
  ];
}

/** BLIP-2 and InstructBLIP: an image tower, a query transformer and a whole language model. */
export const blip2: Family = {
  name: 'blip-2',
  modelTypes: Object.keys(kinds),
  read: (config, modelType, library) => {
    const kind = kinds[modelType] ?? { vision: 'blip_2_vision_model', queries: 'blip_2_qformer' };
    const named = config.section('text_config', 'opt').modelType;
    const isDecoder = !named.endsWith('t5');
    const language = {
      modelType: 'opt',
      tie: 'text',
      overrides: isDecoder ? {} : { architectures: ['ForConditionalGeneration'] },
    } as const;
    return withTowers(config, library, language, (text, section) => {
      const textWidth = isDecoder ? section.config.size('hidden_size') : embeddingWidth(text);
      const vision = readTower(
        config,
        library,
        'vision',
        'vision_config',
        kind.vision,
        { model_type: kind.vision },
        'blip_2_vision_model',
      );
      return {
        blocks: [...vision.blocks, ...queryTransformer(config, kind, vision, textWidth)],
        notes: vision.notes,
      };
    });
  },
};
