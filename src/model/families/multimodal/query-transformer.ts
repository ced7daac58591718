import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, layerNorm, linear, table, vector } from '../../layers';
import type { Block, Tower } from '../../spec';
import { architectureClass } from '../decoder';
import type { Family } from '../family';
import { said } from '../../../units/message';
import { withTowers } from './language';
import type { TowerReading } from './towers';
import { embeddingWidth, looking, other, readTower, towerBlock } from './towers';

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

/** Learned queries that look at what a tower puts out. */
export interface Queries {
  /** The query transformer's own config. */
  readonly config: ConfigFields;
  readonly tower: Tower;
  readonly count: number;
  /** Stretches of the tower's output that the queries look at one by one; each has so many positions of such a width. */
  readonly windows: number;
  readonly keys: number;
  readonly keyWidth: number;
  /** The text model's width, to which one linear layer leads. */
  readonly outputs: number;
  /** Tables that the queries' owner has beside them. */
  readonly tables?: readonly Layer[];
  readonly textFeedForward?: boolean;
}

/** Learned queries through BERT's layers, some of which look at the tower's output, then one linear layer to the text's width. */
export function queryTransformer(queries: Queries): Block[] {
  const { config, tower, windows, tables = [], textFeedForward = false } = queries;
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
  const hidden = config.size('intermediate_size');
  const layers = config.layers('num_hidden_layers');
  const crossing = Math.ceil(layers / config.size('cross_attention_frequency'));
  const positions = windows * queries.count;
  const norm = other(layerNorm(width));
  const attention = (
    from: { readonly windows: number },
    to: { readonly windows: number; readonly width: number; readonly keys: number },
  ): Layer[] => [
    linear('other', width, width, true, { positions: from.windows * queries.count }),
    linear('other', to.width, width, true, { positions: to.windows * to.keys }),
    linear('other', to.width, width, true, { positions: to.windows * to.keys }),
    ...looking(heads * to.windows, headWidth, queries.count, to.keys),
    linear('other', width, width, true, { positions: to.windows * queries.count }),
    norm,
  ];
  const toThemselves = (over: number): Layer[] =>
    attention({ windows: over }, { windows: over, width, keys: queries.count });
  const toTower = (over: number): Layer[] =>
    attention({ windows: over }, { windows, width: queries.keyWidth, keys: queries.keys });
  const feedForward: Layer[] = [
    linear('other', width, hidden, true),
    activation('other', hidden),
    linear('other', hidden, width, true),
    norm,
  ];
  const repeated = (name: string, count: number, of: readonly Layer[]): Block => ({
    name,
    count,
    tower,
    positions,
    layers: of,
  });
  const first = Math.min(1, layers);
  return [
    towerBlock(tower, 'queries', queries.count, [...tables, vector('other', queries.count * width), norm]),
    // Before they have looked, the queries are the same for all windows.
    repeated('query layers: first', first, toThemselves(1)),
    repeated('query layers: first look', first, toTower(1)),
    repeated('query layers', layers - first, toThemselves(windows)),
    repeated('query layers: looking', crossing - first, toTower(windows)),
    repeated('query layers: feed-forward', layers, feedForward),
    // A second feed-forward, for text that the queries are compared with: no part of a pass over an image.
    ...(textFeedForward
      ? [{ ...repeated('query layers: text', 0, feedForward), parameterSets: layers }]
      : []),
    towerBlock(tower, 'projector', positions, [linear('other', width, queries.outputs, true)]),
  ];
}

/** The query transformer of BLIP-2 and its kin, over one image. */
function imageQueries(owner: ConfigFields, kind: Kind, vision: TowerReading, outputs: number): Block[] {
  const { config } = owner.section('qformer_config', kind.queries, { model_type: kind.queries });
  const tables: Layer[] =
    kind.instructed === true
      ? [
          table('other', config.size('vocab_size'), config.size('hidden_size')),
          table('other', config.size('max_position_embeddings'), config.size('hidden_size')),
        ]
      : [];
  return queryTransformer({
    config,
    tower: 'vision',
    count: owner.size('num_query_tokens'),
    windows: 1,
    keys: vision.positions,
    keyWidth: vision.config.size('hidden_size'),
    outputs,
    tables,
    textFeedForward: kind.instructed === true || config.flag('use_qformer_text_input'),
  });
}

/** BLIP-2 and InstructBLIP: an image tower, a query transformer and a whole language model. */
export const blip2: Family = {
  name: 'blip-2',
  modelTypes: Object.keys(kinds),
  read: (config, modelType, library) => {
    const kind = kinds[modelType] ?? { vision: 'blip_2_vision_model', queries: 'blip_2_qformer' };
    const named = config.section('text_config', 'opt').modelType;
    const isDecoder = !named.endsWith('t5');
    const name = architectureClass(config);
    if (name !== null && !/(?:ForConditionalGeneration|^Blip2Model|^InstructBlipModel)$/.test(name))
      config.refuse('architectures', said`names "${name}", which is not covered.`);
    // The library's bare model holds a language model with its head, which runs.
    const head = name === 'Blip2Model' ? { architectures: ['ForCausalLM'] } : {};
    const language = {
      modelType: 'opt',
      tie: 'text',
      overrides: isDecoder ? head : { architectures: ['ForConditionalGeneration'] },
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
        blocks: [...vision.blocks, ...imageQueries(config, kind, vision, textWidth)],
        notes: vision.notes,
      };
    });
  },
};
