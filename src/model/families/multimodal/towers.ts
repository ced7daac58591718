import type { ConfigFields, ConfigObject } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, linear } from '../../layers';
import type { Block, Positions, Tower } from '../../spec';
import type { Library, ModelShape } from '../family';
import { said, type Message } from '../../../units/message';

/** A config nested in another one. */
export interface Section {
  readonly config: ConfigFields;
  readonly modelType: string;
}

/** What stands for a part that cannot be read: its problem is told at its place. */
const emptyShape: ModelShape = {
  sample: 'text',
  tokensPerSample: 'sequence',
  contextLength: null,
  vocabularySize: null,
  generates: false,
  blocks: [],
  notes: [],
};

/** The shape of a nested config; where its model type is not covered, that is a problem of its config. */
export function shapeOfSection(section: Section, library: Library): ModelShape {
  const shape = library.shapeOf(section);
  if (shape !== undefined) return shape;
  section.config.refuse(
    'model_type',
    section.modelType === '' ? 'is missing.' : said`is "${section.modelType}", which is not covered.`,
  );
  return emptyShape;
}

const isHead = (layer: Layer): boolean => layer.kind !== 'attention' && layer.component === 'head';

/**
 * A nested config's model in the library's class without a head (`className`): what that puts on top of it (a pooler) runs, and
 * nothing is trained by it.
 */
export function bodyOf(section: Section, library: Library, className = 'Model'): ModelShape {
  const shape = shapeOfSection(
    { ...section, config: section.config.overlaid({ architectures: [className] }) },
    library,
  );
  return {
    ...shape,
    blocks: shape.blocks.flatMap((block): Block[] => {
      const heads = block.layers.filter(isHead);
      if (heads.length === 0) return [block];
      const rest = block.layers.filter((layer) => !isHead(layer));
      return [
        { ...block, layers: rest },
        { ...block, layers: heads, untrained: true },
      ];
    }),
  };
}

/** Width of a text model's token embedding, 1 where there is none. */
export function embeddingWidth(shape: ModelShape): number {
  for (const block of shape.blocks)
    for (const layer of block.layers)
      if (layer.kind === 'table' && layer.component === 'embedding') return layer.width;
  return 1;
}

/** Blocks that run only for an image or a sound. */
export const runFor = (tower: Tower, blocks: readonly Block[]): Block[] =>
  blocks.map((block) => ({ ...block, tower }));

/** Layers of a tower that run once, over `positions`. */
export const towerBlock = (
  tower: Tower,
  name: string,
  positions: Positions,
  layers: readonly Layer[],
): Block => ({ name, count: 1, tower, positions, layers });

/** Blocks that a pass, an image or a sound does not run: their parameters alone. */
export const idle = (blocks: readonly Block[]): Block[] =>
  blocks.map((block) => ({ ...block, count: 0, parameterSets: block.parameterSets ?? block.count }));

/** A tower as its owner sees it. */
export interface TowerReading {
  readonly config: ConfigFields;
  readonly modelType: string;
  readonly blocks: readonly Block[];
  /** Positions that it puts out for one image or sound; 1 where that can't be told. */
  readonly positions: number;
  readonly notes: readonly Message[];
}

/** A part's own class without a head, as an owner builds it. */
const bare: ConfigObject = { architectures: ['Model'] };

/** Reads the tower under `key`, without a head of its own; `readAs` is the type it is built as, where its own only has defaults. */
export function readTower(
  config: ConfigFields,
  library: Library,
  tower: Tower,
  key: string,
  modelType?: string,
  overrides: ConfigObject = {},
  readAs?: string,
): TowerReading {
  const own = config.section(key, modelType, { ...bare, ...overrides });
  const section = { ...own, modelType: readAs ?? own.modelType };
  const shape = shapeOfSection(section, library);
  return {
    ...section,
    blocks: runFor(tower, shape.blocks),
    positions: typeof shape.tokensPerSample === 'number' ? shape.tokensPerSample : 1,
    notes: shape.notes,
  };
}

/** A layer of what stands between a tower and the text model. */
export const other = <L extends Layer>(layer: L): L => ({ ...layer, component: 'other' });

/** A connector's attention: `queries` look at `keys` positions. */
export const looking = (heads: number, headWidth: number, queries: number, keys: number): Layer[] => [
  { kind: 'product', component: 'other', batches: heads, rows: queries, inner: headWidth, columns: keys },
  { kind: 'product', component: 'other', batches: heads, rows: queries, inner: keys, columns: headWidth },
];

export interface ProjectorDescription {
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
  readonly bias: boolean;
}

/** Two linear layers with an activation between them, from a tower's width to the text model's. */
export const twoLayerProjector = ({ inputs, hidden, outputs, bias }: ProjectorDescription): Layer[] => [
  linear('other', inputs, hidden, bias),
  activation('other', hidden),
  linear('other', hidden, outputs, bias),
];

/** How many of the tower's layers are laid side by side: `vision_feature_layer` is one layer or a list of them. */
export function featureLayers(config: ConfigFields): number {
  const value = config.raw('vision_feature_layer');
  if (value === undefined || value === null || typeof value === 'number') return 1;
  const count = config.integers('vision_feature_layer').length;
  if (count === 0) config.refuse('vision_feature_layer', 'must be a layer or a list of layers.');
  return Math.max(1, count);
}
