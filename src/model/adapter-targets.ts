import type { LinearLayer, TableLayer } from './layers';
import type { Block, ModelSpec } from './spec';

/** What a matrix of a Transformer does, whatever its name in a framework. */
export type MatrixRole =
  | 'query'
  | 'key'
  | 'value'
  | 'attentionOutput'
  | 'queryDown'
  | 'queryUp'
  | 'latentDown'
  | 'latentUp'
  | 'gate'
  | 'up'
  | 'down'
  | 'head'
  | 'embedding'
  | 'router'
  | 'other';

/** One matrix that an adapter stands beside: some frameworks hold several of the spec's layers in one. */
export interface Matrix {
  readonly block: Block;
  readonly layers: readonly (LinearLayer | TableLayer)[];
  readonly role: MatrixRole;
}

/** Roles that share one matrix in some frameworks. */
const queryKeyValue: readonly MatrixRole[] = ['query', 'key', 'value'];
const gateUp: readonly MatrixRole[] = ['gate', 'up'];

/** What a target name means: matrices of these roles, as one matrix where `fused`. */
interface Target {
  readonly roles: readonly MatrixRole[];
  readonly fused?: true;
}

const target = (...roles: MatrixRole[]): Target => ({ roles });
const fusedQueryKeyValue: Target = { roles: queryKeyValue, fused: true };
const fusedGateUp: Target = { roles: gateUp, fused: true };

/** Module names of the frameworks, without what stands before the last dot. */
const targets: Readonly<Record<string, Target>> = {
  q_proj: target('query'),
  query: target('query'),
  wq: target('query'),
  q: target('query'),
  q_lin: target('query'),
  query_proj: target('query'),
  k_proj: target('key'),
  key: target('key'),
  wk: target('key'),
  k: target('key'),
  k_lin: target('key'),
  key_proj: target('key'),
  v_proj: target('value'),
  value: target('value'),
  wv: target('value'),
  v: target('value'),
  v_lin: target('value'),
  value_proj: target('value'),
  o_proj: target('attentionOutput'),
  out_proj: target('attentionOutput'),
  output_proj: target('attentionOutput'),
  wo: target('attentionOutput'),
  o: target('attentionOutput'),
  out_lin: target('attentionOutput'),
  linear_proj: target('attentionOutput'),
  'attn.c_proj': target('attentionOutput'),
  q_a_proj: target('queryDown'),
  q_b_proj: target('queryUp'),
  kv_a_proj_with_mqa: target('latentDown'),
  kv_b_proj: target('latentUp'),
  gate_proj: target('gate'),
  w1: target('gate'),
  wi_0: target('gate'),
  up_proj: target('up'),
  w3: target('up'),
  fc1: target('up'),
  c_fc: target('up'),
  fc_in: target('up'),
  wi: target('up'),
  wi_1: target('up'),
  lin1: target('up'),
  dense_h_to_4h: target('up'),
  down_proj: target('down'),
  w2: target('down'),
  fc2: target('down'),
  fc_out: target('down'),
  lin2: target('down'),
  dense_4h_to_h: target('down'),
  linear_fc2: target('down'),
  'mlp.c_proj': target('down'),
  c_proj: target('attentionOutput', 'down'),
  dense: target('attentionOutput'),
  query_key_value: fusedQueryKeyValue,
  qkv_proj: fusedQueryKeyValue,
  c_attn: fusedQueryKeyValue,
  Wqkv: fusedQueryKeyValue,
  wqkv: fusedQueryKeyValue,
  qkv: fusedQueryKeyValue,
  W_pack: fusedQueryKeyValue,
  linear_qkv: fusedQueryKeyValue,
  gate_up_proj: fusedGateUp,
  linear_fc1: fusedGateUp,
  lm_head: target('head'),
  embed_out: target('head'),
  output: target('head'),
  embed_tokens: target('embedding'),
  wte: target('embedding'),
  word_embeddings: target('embedding'),
  embed_in: target('embedding'),
};

/** Architectures in which a name means something else. */
const byArchitecture: Readonly<Partial<Record<string, Readonly<Record<string, Target>>>>> = {
  t5: { wo: target('down') },
  mt5: { wo: target('down') },
  bert: { dense: target('attentionOutput', 'up', 'down') },
  roberta: { dense: target('attentionOutput', 'up', 'down') },
};

const fusesQueryKeyValue: ReadonlySet<string> = new Set([
  'gpt2',
  'gpt_neox',
  'gpt_bigcode',
  'falcon',
  'bloom',
  'mpt',
  'phi3',
  'codegen',
  'dbrx',
  'modernbert',
]);
const fusesGateUp: ReadonlySet<string> = new Set(['phi3', 'glm', 'glm4']);

/** Names that mean every matrix of the layers. */
const allNames: ReadonlySet<string> = new Set(['all-linear', 'all', 'all_linear']);
/** What an adapter never takes unless it is named. */
const notLinear: ReadonlySet<MatrixRole> = new Set(['head', 'embedding', 'router']);

/** The targets that peft takes where none are named: queries and values, or the matrix that holds them. */
export const usualTargets = (architecture: string): readonly string[] =>
  fusesQueryKeyValue.has(architecture) ? ['qkv_proj'] : ['q_proj', 'v_proj'];

const latentRoles: readonly MatrixRole[] = ['queryDown', 'queryUp', 'latentDown', 'latentUp'];

/** The roles of the projections before attention's scores, by how many they are. */
function projectionRoles(projections: readonly LinearLayer[]): readonly MatrixRole[] {
  const [first, , third] = projections;
  if (projections.length === 4) return latentRoles;
  if (projections.length === 3)
    return third?.inputs === first?.inputs ? queryKeyValue : ['query', 'latentDown', 'latentUp'];
  return projections.length === 2 ? ['query', 'key'] : ['query'];
}

/** Every matrix of a block with what it does. */
function rolesIn(block: Block): Matrix[] {
  const matrices: Matrix[] = [];
  const add = (layer: LinearLayer | TableLayer, role: MatrixRole): void => {
    matrices.push({ block, layers: [layer], role });
  };
  let projections: LinearLayer[] = [];
  let scored = false;
  let forward: LinearLayer[] = [];
  const endOfForward = (): void => {
    const roles: readonly MatrixRole[] = forward.length === 3 ? ['gate', 'up', 'down'] : ['up', 'down'];
    forward.forEach((layer, index) => {
      add(layer, roles[index] ?? 'other');
    });
    forward = [];
  };
  const endOfProjections = (): void => {
    const roles = projectionRoles(projections);
    projections.forEach((layer, index) => {
      add(layer, roles[index] ?? 'other');
    });
    projections = [];
  };
  for (const layer of block.layers) {
    if (layer.kind === 'attention') {
      endOfProjections();
      scored = true;
    } else if (layer.kind === 'table') {
      if (layer.component === 'embedding') add(layer, 'embedding');
    } else if (layer.kind === 'linear') {
      if (layer.component.endsWith('.projections')) {
        if (scored) add(layer, 'attentionOutput');
        else projections.push(layer);
        scored = false;
        continue;
      }
      if (layer.component === 'feedForward' || layer.component === 'experts') {
        forward.push(layer);
        // A feed-forward ends where its width comes back.
        if (forward.length > 1 && layer.outputs === forward[0]?.inputs && layer.inputs === forward[0].outputs)
          endOfForward();
      } else if (layer.component === 'head') add(layer, 'head');
      else if (layer.component === 'router') add(layer, 'router');
      else add(layer, 'other');
    }
  }
  endOfProjections();
  endOfForward();
  return matrices;
}

/** Joins the layers that are one matrix, where they stand side by side. */
function fuse(matrices: readonly Matrix[], roles: readonly MatrixRole[]): Matrix[] {
  const fused: Matrix[] = [];
  for (const matrix of matrices) {
    const last = fused.at(-1);
    const previous = last === undefined ? -1 : roles.indexOf(last.role) + last.layers.length - 1;
    if (last?.block === matrix.block && roles.includes(last.role) && roles[previous + 1] === matrix.role)
      fused[fused.length - 1] = { ...last, layers: [...last.layers, ...matrix.layers] };
    else fused.push(matrix);
  }
  return fused;
}

function targetOf(name: string, architecture: string): Target | undefined {
  const parts = name.split('.');
  const last = parts.at(-1) ?? name;
  const own = byArchitecture[architecture];
  const candidates = [parts.slice(-2).join('.'), last];
  for (const table of [own, targets])
    for (const candidate of candidates)
      if (table !== undefined && Object.hasOwn(table, candidate)) return table[candidate];
  return undefined;
}

export interface TargetedMatrices {
  readonly matrices: readonly Matrix[];
  /** Names that mean no matrix of the model. */
  readonly unmatched: readonly string[];
}

/** The matrices of a model that the target names of an adapter mean, each once. */
export function targetedMatrices(spec: ModelSpec, names: readonly string[]): TargetedMatrices {
  const blocks = spec.blocks.filter((block) => block.tower === undefined);
  const all = blocks.flatMap(rolesIn);
  const chosen: Matrix[] = [];
  const unmatched: string[] = [];
  for (const name of names) {
    let found: Matrix[];
    if (allNames.has(name)) {
      found = all.filter(({ role }) => !notLinear.has(role));
      if (fusesQueryKeyValue.has(spec.architecture)) found = fuse(found, queryKeyValue);
      if (fusesGateUp.has(spec.architecture)) found = fuse(found, gateUp);
    } else {
      const meant = targetOf(name, spec.architecture);
      const fitting = all.filter(({ role }) => meant?.roles.includes(role));
      found = meant?.fused === true ? fuse(fitting, meant.roles) : fitting;
    }
    if (found.length === 0) unmatched.push(name);
    const taken = new Set(chosen.flatMap(({ layers }) => layers));
    chosen.push(...found.filter(({ layers }) => !layers.some((layer) => taken.has(layer))));
  }
  return { matrices: chosen, unmatched };
}

/** Architectures whose feed-forward reads what attention reads, by the defaults of their library. */
const parallelArchitectures: ReadonlySet<string> = new Set([
  'codegen',
  'cohere',
  'cohere2',
  'falcon',
  'gpt_neox',
  'gptj',
  'phi',
]);

/** Whether attention and feed-forward stand side by side in a layer: neither is behind the other. */
export const hasParallelFeedForward = (architecture: string): boolean =>
  parallelArchitectures.has(architecture);
