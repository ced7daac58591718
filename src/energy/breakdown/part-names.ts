import type { AttentionLayer, Component, Layer, LinearLayer } from '../../model/layers';

/** What a part is to its model. */
export const partNames = [
  'embedding table',
  'position table',
  'learned numbers',
  'Q projection',
  'K projection',
  'V projection',
  'Q, K and V projections',
  'K and V projections',
  'Q projection with gate',
  'latent of Q',
  'latent of K and V',
  'projection',
  'input projection',
  'inner projection',
  'output projection',
  'scores QKᵀ/√dₖ',
  'softmax',
  'values times V',
  'gate',
  'up projection',
  'down projection',
  'activation',
  'router',
  'experts',
  'RMSNorm',
  'LayerNorm',
  'RMSNorm of each head',
  'LayerNorm of each head',
  'rotation of positions',
  'residual sums',
  'convolution',
  'scan',
  'matrix product',
  'vocabulary projection',
  'cross-entropy',
  'elementwise work',
] as const;
export type PartName = (typeof partNames)[number];

/** The names of a block's layers, in their order, by what stands around them: no layer says what it is for. */
export function namesOf(layers: readonly Layer[]): readonly PartName[] {
  // By place: one and the same layer may stand in several.
  const names = new Map<number, PartName>();
  let from = 0;
  layers.forEach((layer, index) => {
    if (layer.kind !== 'attention') return;
    const projections = layers.flatMap((each, place): Placed[] =>
      isLinear(each) && each.component === `${layer.over}.projections` ? [{ place, layer: each }] : [],
    );
    const before = projections.filter(({ place }) => place >= from && place < index);
    nameProjections(layer, before, names);
    const output = projections.find(({ place }) => place > index);
    if (output?.layer.inputs === layer.heads * layer.valueWidth) names.set(output.place, 'output projection');
    from = index;
  });
  return layers.map((layer, index) => names.get(index) ?? nameOf(layer, index, layers));
}

interface Placed {
  readonly place: number;
  readonly layer: LinearLayer;
}

/** Those before the scores: Q, K and V each, some of them in one matrix, or from latents of lower rank. */
function nameProjections(
  { heads, queryKeyWidth, cachedPerToken }: AttentionLayer,
  projections: readonly Placed[],
  names: Map<number, PartName>,
): void {
  const open = projections.filter(({ place }) => !names.has(place));
  const width = open[0]?.layer.inputs;
  const query = heads * queryKeyWidth;
  const named = (name: PartName): boolean => open.some(({ place }) => names.get(place) === name);
  open.forEach(({ place, layer: projection }, index) => {
    const next = open[index + 1]?.layer;
    // What the next one reads, where that is not the layer's own input, is a latent.
    const isLatent =
      next !== undefined &&
      next.inputs !== width &&
      next.inputs <= projection.outputs &&
      projection.inputs === width;
    const isLast = index === open.length - 1;
    const { outputs } = projection;
    const name = (): PartName => {
      if (isLatent)
        return named('Q projection') || named('latent of Q')
          ? 'latent of K and V'
          : open.length > 3
            ? 'latent of Q'
            : 'latent of K and V';
      if (!named('Q projection') && !named('Q projection with gate')) {
        if (outputs === query) return 'Q projection';
        if (outputs === 2 * query && !isLast) return 'Q projection with gate';
        if (isLast && outputs > query) return 'Q, K and V projections';
      }
      if (projection.inputs !== width) return 'K and V projections';
      if (!named('K projection'))
        return isLast && outputs === cachedPerToken ? 'K and V projections' : 'K projection';
      return named('V projection') ? 'projection' : 'V projection';
    };
    names.set(place, name());
  });
}

const isLinear = (layer: Layer | undefined): layer is LinearLayer => layer?.kind === 'linear';

function nameOf(layer: Layer, index: number, layers: readonly Layer[]): PartName {
  switch (layer.kind) {
    case 'table':
      return layer.component === 'position' ? 'position table' : 'embedding table';
    case 'vector':
      return 'learned numbers';
    case 'attention':
      return 'softmax';
    case 'experts':
      return 'experts';
    case 'convolution':
      return 'convolution';
    case 'product':
      return layer.component === 'ssm'
        ? 'scan'
        : layer.component.endsWith('.scores')
          ? 'scores QKᵀ/√dₖ'
          : layer.component.endsWith('.values')
            ? 'values times V'
            : 'matrix product';
    case 'norm': {
      const each = layer.repeats > 1;
      if (layer.centred) return each ? 'LayerNorm of each head' : 'LayerNorm';
      return each ? 'RMSNorm of each head' : 'RMSNorm';
    }
    case 'elementwise':
      return elementwiseName(layer.component);
    case 'linear':
      return linearName(layer, index, layers);
  }
}

function elementwiseName(component: Component): PartName {
  switch (component) {
    case 'position':
      return 'rotation of positions';
    case 'residual':
      return 'residual sums';
    case 'loss':
      return 'cross-entropy';
    case 'feedForward':
    case 'experts':
    case 'head':
      return 'activation';
    case 'ssm':
      return 'scan';
    default:
      return 'elementwise work';
  }
}

function linearName(layer: LinearLayer, index: number, layers: readonly Layer[]): PartName {
  const { component } = layer;
  if (component === 'router') return 'router';
  const own = layers.filter((each): each is LinearLayer => isLinear(each) && each.component === component);
  if (component === 'head') return own.at(-1) === layer ? 'vocabulary projection' : 'projection';
  if (component === 'feedForward' || component === 'experts') {
    const [before, after] = [layers[index - 1], layers[index + 1]];
    if (isLinear(after) && after.component === component && after.outputs === layer.outputs) return 'gate';
    const isAfterActivation = before?.kind === 'elementwise' && before.component === component;
    return isAfterActivation ? 'down projection' : 'up projection';
  }
  if (component === 'ssm' || component === 'convolution') {
    if (own[0] === layer) return 'input projection';
    return own.at(-1) === layer ? 'output projection' : 'inner projection';
  }
  return 'projection';
}
