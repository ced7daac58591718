import { targetedMatrices } from './adapter-targets';
import type { Layer } from './layers';
import type { Block, ModelSpec } from './spec';

/** What a module's name says it belongs to, whatever the framework; the first that fits. */
const parts: readonly (readonly [RegExp, (layer: Layer, block: Block) => boolean])[] = [
  [/vision|visual|image|audio|mm_projector|multi_modal/, (_, { tower }) => tower !== undefined],
  [/lm_head|output_layer|embed_out/, (layer) => layer.kind === 'linear' && layer.component === 'head'],
  [/embed|norm/, () => false],
  [/shared_expert/, (layer) => layer.kind === 'linear' && layer.component === 'experts'],
  [/expert/, ({ kind }) => kind === 'experts'],
  [/router|(?:^|[._])gate$/, (layer) => layer.kind === 'linear' && layer.component === 'router'],
  [/linear_attn|mamba|mixer|ssm/, (layer) => layer.kind === 'linear' && layer.component === 'ssm'],
  [
    /cross_attn|encoder_attn/,
    (layer) => layer.kind === 'linear' && layer.component === 'crossAttention.projections',
  ],
  [/attn|attention/, (layer) => layer.kind === 'linear' && layer.component === 'attention.projections'],
  [
    /mlp|feed_forward|ffn|block_sparse_moe/,
    (layer) =>
      layer.kind === 'experts' ||
      (layer.kind === 'linear' && (layer.component === 'feedForward' || layer.component === 'experts')),
  ],
];

/** A whole layer of the text's, by its number or of all. */
const wholeLayer = /(?:^|[._])(?:layers?|h|blocks?)(?:\.\d+|\.\*)?(?:\.\*)?$/;

/** Of a name as it stands in a module tree, or of a pattern of such: without the marks of a pattern. */
const plain = (name: string): string =>
  name
    .replace(/^re:/, '')
    .replace(/\\\./g, '.')
    .replace(/[\^$]/g, '')
    .replace(/\.\*\.?/g, (mark, at: number) => (at === 0 ? '' : mark === '.*' ? '.*' : '.'))
    .toLowerCase();

const layerNumber = /(?:^|[._])(?:layers?|h|blocks?)\.(\d+)(?:\.|$)/;

/**
 * Which share of a layer's repeats stays as it is where modules of these names do: 0 to 1. A name without a layer's number is of
 * all of them. What a name leaves unsaid of a part (a matrix that no framework is known to call so) is of the whole part.
 */
export function leftOut(spec: ModelSpec, names: readonly string[]): (layer: Layer, block: Block) => number {
  if (names.length === 0) return () => 0;
  /** Numbers of the layers that each kind of name leaves out; `all` where it says none. */
  const byName = new Map<string, Set<number> | 'all'>();
  for (const name of names) {
    const path = plain(name);
    const number = layerNumber.exec(path)?.[1];
    const kind = path.replace(layerNumber, (found) => found.replace(/\d+/, '*'));
    const known = byName.get(kind);
    if (number === undefined) byName.set(kind, 'all');
    else if (known !== 'all') byName.set(kind, (known ?? new Set()).add(Number(number)));
  }
  const repeats = spec.blocks.reduce(
    (sum, { count, tower, layers }) =>
      tower === undefined && layers.some(({ kind }) => kind === 'attention' || kind === 'experts')
        ? sum + count
        : sum,
    0,
  );
  const rules = [...byName].map(([kind, numbers]) => ({
    covers: coversOf(spec, kind),
    share: numbers === 'all' || repeats === 0 ? 1 : Math.min(1, numbers.size / repeats),
  }));
  return (layer, block) =>
    Math.min(
      1,
      rules.reduce((sum, { covers, share }) => (covers(layer, block) ? sum + share : sum), 0),
    );
}

function coversOf(spec: ModelSpec, kind: string): (layer: Layer, block: Block) => boolean {
  const part = parts.find(([pattern]) => pattern.test(kind))?.[1];
  const last = kind.slice(kind.lastIndexOf('.') + 1);
  const named = new Set<Layer>(
    /_proj|^w\d/.test(last) ? targetedMatrices(spec, [last]).matrices.flatMap(({ layers }) => layers) : [],
  );
  if (named.size > 0) return (layer, block) => named.has(layer) && (part?.(layer, block) ?? true);
  if (part !== undefined) return part;
  if (wholeLayer.test(kind))
    return (layer, { tower }) => tower === undefined && !('component' in layer && layer.component === 'head');
  return () => false;
}
