import { totalParameters } from '../../cost';
import type { Layer } from '../../layers';
import { elementwise, layerNorm, linear, residual, rmsNorm, rotary, table, vector } from '../../layers';
import type { Component } from '../../layers';
import type { Block, ModelSpec } from '../../spec';
import type { GgufHeader, GgufTensor, GgufValue } from './gguf-header';
import { checkKeys } from './gguf-keys';
import { heldThroughout } from '../../quantisation';
import { said, type Message } from '../../../units/message';

export type GgufModel =
  | { readonly kind: 'model'; readonly spec: ModelSpec; readonly facts: GgufFacts }
  /** The tensors are counted, but how they work together is not known. */
  | {
      readonly kind: 'countedOnly';
      readonly architecture: string;
      readonly facts: GgufFacts;
      readonly why: string;
    }
  | { readonly kind: 'broken'; readonly message: string };

/** What the header says for certain. */
export interface GgufFacts {
  readonly name: string | null;
  readonly parameters: number;
  readonly weightsBytes: number;
  /** Tensor types with the parameters in each, the most used first. */
  readonly types: readonly { readonly name: string; readonly parameters: number }[];
}

/** Tables that the runtime computes and stores as tensors: no parameters. */
const notParameters = /^(rope_freqs|rope_factors_(long|short)|output_scale)\b/;

/** llama.cpp's names of architectures where the library's differ (gguf-py constants, MODEL_ARCH_NAMES). */
const libraryNames: Readonly<Partial<Record<string, string>>> = {
  'gpt-oss': 'gpt_oss',
  gptneox: 'gpt_neox',
  qwen2moe: 'qwen2_moe',
  qwen3moe: 'qwen3_moe',
  deepseek2: 'deepseek_v2',
  'command-r': 'cohere',
  cohere2: 'cohere2',
  phi2: 'phi',
  phimoe: 'phimoe',
  starcoder: 'gpt_bigcode',
  'gemma-embedding': 'gemma3_text',
  gemma3: 'gemma3_text',
  granitemoe: 'granitemoe',
  granitehybrid: 'granitemoehybrid',
  'falcon-h1': 'falcon_h1',
  'bert-bge': 'bert',
  'nomic-bert': 'nomic_bert',
  'modern-bert': 'modernbert',
  glm4moe: 'glm4_moe',
  'ernie4_5-moe': 'ernie4_5_moe',
  mamba2: 'mamba2',
};

/** What a tensor of a layer belongs to, by the beginning of its name; the first that fits. */
const partOf: readonly (readonly [RegExp, Component])[] = [
  [/^cross_attn_/, 'crossAttention.projections'],
  [/norm/, 'norm'],
  [/^(attn_rel_b)/, 'position'],
  [/^(ssm_conv1d|shortconv\.conv)/, 'convolution'],
  [/^(ssm_|time_mix|time_decay|time_first|shortconv)/, 'ssm'],
  [/^(ffn_gate_inp|exp_probs_b)/, 'router'],
  [/^(ffn_\w+_(exps|shexp))/, 'experts'],
  [/^(ffn_|channel_mix|layer_output_scale)/, 'feedForward'],
  [/^attn_/, 'attention.projections'],
];

const scalar = (header: GgufHeader, key: string): number | null => {
  const value: GgufValue | undefined = header.metadata.get(key);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

/** A number for all layers, or one for each. */
function perLayer(header: GgufHeader, key: string): (layer: number) => number | null {
  const value = header.metadata.get(key);
  if (typeof value === 'number') return () => value;
  if (typeof value === 'object') return (layer) => value.numbers?.[layer] ?? null;
  return () => null;
}

function factsOf(header: GgufHeader, tensors: readonly GgufTensor[]): GgufFacts {
  const byType = new Map<string, number>();
  let weightsBytes = 0;
  for (const { type, elements } of tensors) {
    byType.set(type.name, (byType.get(type.name) ?? 0) + elements);
    weightsBytes += Math.ceil(elements / type.elements) * type.bytes;
  }
  const name = header.metadata.get('general.name');
  return {
    name: typeof name === 'string' ? name : null,
    parameters: tensors.reduce((sum, { elements }) => sum + elements, 0),
    weightsBytes,
    types: [...byType]
      .map(([type, parameters]) => ({ name: type, parameters }))
      .sort((a, b) => b.parameters - a.parameters),
  };
}

/** One layer's tensors by name without their `.weight`, and its number. */
interface LayerTensors {
  readonly index: number;
  readonly stack: string;
  readonly tensors: Map<string, GgufTensor>;
}

function layersOf(tensors: readonly GgufTensor[]): { layers: LayerTensors[]; others: GgufTensor[] } {
  const layers = new Map<string, LayerTensors>();
  const others: GgufTensor[] = [];
  for (const tensor of tensors) {
    const [, stack = '', index, name] = /^(enc\.|dec\.)?blk\.(\d+)\.(.+)$/.exec(tensor.name) ?? [];
    if (index === undefined || name === undefined) {
      others.push(tensor);
      continue;
    }
    const key = `${stack}${index}`;
    const layer = layers.get(key) ?? { index: Number(index), stack, tensors: new Map<string, GgufTensor>() };
    layers.set(key, layer);
    layer.tensors.set(name, tensor);
  }
  return { layers: [...layers.values()], others };
}

const inputsOf = ({ shape }: GgufTensor): number => shape[0] ?? 1;
const outputsOf = (tensor: GgufTensor): number => tensor.elements / inputsOf(tensor);

const isExpertStack = (name: string): boolean => name.includes('_exps.');

/** Experts come as stacks of matrices: up, down and, where they are gated, gate, or gate and up in one. */
function expertsOf(tensors: ReadonlyMap<string, GgufTensor>, used: number): Layer[] {
  const fused = tensors.get('ffn_gate_up_exps.weight');
  const up = tensors.get('ffn_up_exps.weight') ?? fused;
  const down = tensors.get('ffn_down_exps.weight');
  if (up === undefined || down === undefined) return [];
  const count = down.shape[2] ?? 1;
  return [
    {
      kind: 'experts',
      component: 'experts',
      count,
      used: Math.min(count, used),
      width: inputsOf(up),
      hidden: inputsOf(down),
      gated: fused !== undefined || tensors.has('ffn_gate_exps.weight'),
      bias: tensors.has('ffn_up_exps.bias') || tensors.has('ffn_gate_up_exps.bias'),
    },
  ];
}

/** A matrix multiplies, a vector adds or scales. */
function layerOf(name: string, tensor: GgufTensor): Layer {
  const component = partOf.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
  if (component === 'norm')
    return name.endsWith('.bias')
      ? vector('norm', tensor.elements)
      : { ...rmsNorm(inputsOf(tensor)), parameters: tensor.elements, repeats: outputsOf(tensor) };
  if (component === 'position') return vector('position', tensor.elements);
  if (
    tensor.shape.length < 2 ||
    name.endsWith('.bias') ||
    /^(ssm_a|ssm_d$|time_mix_lerp|time_decay$)/.test(name)
  )
    return vector(component, tensor.elements);
  const ofStates = /^cross_attn_[kv]\./.test(name);
  return linear(component, inputsOf(tensor), outputsOf(tensor), false, ofStates ? { ofStates } : {});
}

interface HeadShape {
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly queryKeyWidth: number;
  readonly valueWidth: number;
  readonly latent: number | null;
  readonly rotated: number;
}

/** The heads of a layer from the metadata; null where it does not say them. */
function headShape(header: GgufHeader, architecture: string, layer: number): HeadShape | null {
  const key = (name: string): string => `${architecture}.${name}`;
  const heads = perLayer(header, key('attention.head_count'))(layer);
  if (heads === null || heads < 1) return null;
  const width = scalar(header, key('embedding_length'));
  const each = width === null ? null : Math.floor(width / heads);
  const keyWidth =
    scalar(header, key('attention.key_length_mla')) ?? scalar(header, key('attention.key_length')) ?? each;
  const valueWidth =
    scalar(header, key('attention.value_length_mla')) ??
    scalar(header, key('attention.value_length')) ??
    each;
  if (keyWidth === null || valueWidth === null) return null;
  const rank = scalar(header, key('attention.kv_lora_rank'));
  const rotated = scalar(header, key('rope.dimension_count')) ?? 0;
  return {
    heads,
    keyValueHeads: perLayer(header, key('attention.head_count_kv'))(layer) ?? heads,
    queryKeyWidth: keyWidth,
    valueWidth,
    latent: rank === null ? null : rank + rotated,
    rotated,
  };
}

function attentionLayers(shape: HeadShape, causal: boolean): Layer[] {
  const { heads, keyValueHeads, queryKeyWidth, valueWidth, latent, rotated } = shape;
  return [
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth,
      valueWidth,
      keys: 'sequence',
      mask: { kind: causal ? 'causal' : 'full' },
      cachedPerToken: latent ?? keyValueHeads * (queryKeyWidth + valueWidth),
    },
    ...(rotated > 0 ? [rotary(heads, keyValueHeads, rotated)] : []),
  ];
}

const attends = (tensors: ReadonlyMap<string, GgufTensor>): boolean =>
  ['attn_k.weight', 'attn_qkv.weight', 'attn_kv_a_mqa.weight', 'attn_kv_b.weight'].some((name) =>
    tensors.has(name),
  );

function blocksOf(
  layers: readonly LayerTensors[],
  header: GgufHeader,
  architecture: string,
  width: number,
): Block[] | string {
  const used = scalar(header, `${architecture}.expert_used_count`) ?? 1;
  const isCausal = header.metadata.get(`${architecture}.attention.causal`) !== false;
  const blocks = new Map<string, { block: Block; count: number }>();
  for (const { index, stack, tensors } of layers) {
    const parts = [
      ...[...tensors].filter(([name]) => !isExpertStack(name)).map(([name, tensor]) => layerOf(name, tensor)),
      ...expertsOf(tensors, used),
    ];
    if (attends(tensors)) {
      const shape = headShape(header, architecture, index);
      if (shape === null) return `${architecture}.attention.head_count is not in its metadata`;
      parts.push(...attentionLayers(shape, isCausal && stack !== 'enc.'));
    }
    const hidden = tensors.get('ffn_up.weight');
    if (hidden !== undefined) parts.push(elementwise('feedForward', 6 * outputsOf(hidden)));
    parts.push(residual(width, 2));
    const isEncoder = stack === 'enc.';
    const key = `${stack}${JSON.stringify(parts)}`;
    const known = blocks.get(key);
    if (known === undefined)
      blocks.set(key, {
        block: {
          name: `${stack}layers like ${index}`,
          count: 1,
          positions: 'sequence',
          layers: parts,
          ...(isEncoder ? { readsInput: true as const } : {}),
        },
        count: 1,
      });
    else known.count++;
  }
  return [...blocks.values()].map(({ block, count }) => ({ ...block, count }));
}

const isBiasOf = (name: string): boolean => name.endsWith('.bias');

/** The tensors outside the layers: embeddings before, norm and head after. */
function outerBlocks(others: readonly GgufTensor[], generates: boolean): { before: Layer[]; after: Layer[] } {
  const before: Layer[] = [];
  const after: Layer[] = [];
  const embedding = others.find(({ name }) => name === 'token_embd.weight');
  for (const tensor of others) {
    const { name, elements } = tensor;
    if (name === 'token_embd.weight') before.push(table('embedding', outputsOf(tensor), inputsOf(tensor)));
    else if (name.startsWith('position_embd'))
      before.push(table('position', outputsOf(tensor), inputsOf(tensor)));
    else if (name.startsWith('token_types'))
      before.push(table('embedding', outputsOf(tensor), inputsOf(tensor)));
    else if (name.includes('norm'))
      after.push(
        isBiasOf(name) ? vector('norm', elements) : { ...layerNorm(elements), parameters: elements },
      );
    else if (name === 'output.weight') after.push(linear('head', inputsOf(tensor), outputsOf(tensor), false));
    else if (/^(output|cls)/.test(name))
      after.push(
        tensor.shape.length > 1
          ? linear('head', inputsOf(tensor), outputsOf(tensor), false)
          : vector('head', elements),
      );
    else
      before.push(
        tensor.shape.length > 1
          ? linear('other', inputsOf(tensor), outputsOf(tensor), false)
          : vector('other', elements),
      );
  }
  if (generates && embedding !== undefined && !others.some(({ name }) => name === 'output.weight'))
    after.push(linear('head', inputsOf(embedding), outputsOf(embedding), false, { tied: true }));
  return { before, after };
}

const packedTypes = ({ types }: GgufFacts): GgufFacts['types'] =>
  types.filter(({ name }) => !/^(F32|F16|BF16|F64)$/.test(name));

/** Serving reads what the file holds: norms and biases, which are not packed, hardly count. Types that are not known have no bytes. */
function asStored(spec: ModelSpec, facts: GgufFacts): ModelSpec {
  const packed = packedTypes(facts);
  if (packed.length === 0 || packed.some(({ name }) => name.startsWith('type '))) return spec;
  const method = packed.map(({ name }) => name).slice(0, 2);
  return heldThroughout(spec, `GGUF ${method.join(', ')}`, facts.weightsBytes / facts.parameters);
}

function notesOf(header: GgufHeader, facts: GgufFacts, architecture: string, layerCount: number): Message[] {
  const stated = scalar(header, `${architecture}.block_count`);
  const packed = packedTypes(facts);
  const bits = (8 * facts.weightsBytes) / facts.parameters;
  return [
    ...(stated !== null && stated !== layerCount
      ? [said`The metadata names ${stated} layers, the file holds ${layerCount}: what it holds is counted.`]
      : []),
    ...(packed.length > 0
      ? [
          said`The weights are quantised (${packed
            .map(({ name }) => name)
            .slice(0, 4)
            .join(', ')}): ${bits.toFixed(2)} bits a parameter, ${facts.weightsBytes} bytes as stored.`,
        ]
      : []),
    said`Counted from the tensors of the GGUF file itself.`,
    ...checkKeys(header, architecture, facts.parameters),
  ];
}

/**
 * Turns the header of a GGUF file into a model spec: every matrix of a layer is a product, heads come from the
 * metadata. Parameters are the sum of the tensors. A file of several parts holds only its own tensors.
 */
export function describeGguf(header: GgufHeader): GgufModel {
  const named = header.metadata.get('general.architecture');
  if (typeof named !== 'string' || named === '')
    return { kind: 'broken', message: 'general.architecture is not in the metadata of the GGUF file.' };
  const tensors = header.tensors.filter(({ name }) => !notParameters.test(name));
  const facts = factsOf(header, tensors);
  const countedOnly = (why: string): GgufModel => ({ kind: 'countedOnly', architecture: named, facts, why });
  if (tensors.length === 0) return countedOnly('the file holds no tensors');
  const parts = scalar(header, 'split.count');
  if (parts !== null && parts > 1)
    return countedOnly(`it is one of ${parts} parts, and a part is not the model`);
  const { layers, others } = layersOf(tensors);
  const embedding = others.find(({ name }) => name === 'token_embd.weight');
  if (layers.length === 0 || embedding === undefined) return countedOnly('it is no language model');
  const width = scalar(header, `${named}.embedding_length`) ?? inputsOf(embedding);
  const blocks = blocksOf(layers, header, named, width);
  if (typeof blocks === 'string') return countedOnly(blocks);
  const isEncoder =
    header.metadata.get(`${named}.attention.causal`) === false || /bert|embedding|t5encoder/.test(named);
  const { before, after } = outerBlocks(others, !isEncoder);
  const scans = blocks.some((block) =>
    block.layers.some((layer) => layer.kind !== 'attention' && layer.component === 'ssm'),
  );
  const spec: ModelSpec = {
    architecture: libraryNames[named] ?? named,
    family: named,
    sample: 'text',
    tokensPerSample: 'sequence',
    contextLength: scalar(header, `${named}.context_length`),
    vocabularySize: outputsOf(embedding),
    generates: !isEncoder,
    blocks: [
      { name: 'embedding', count: 1, positions: 'sequence', layers: before },
      ...blocks,
      { name: 'output', count: 1, positions: 'sequence', layers: after },
    ],
    defaults: [],
    notes: [
      ...notesOf(header, facts, named, layers.length),
      ...(scans
        ? [said`Of its state-space or recurrent layers the matrices are counted, not the scan.`]
        : []),
    ],
  };
  const total = totalParameters(spec);
  return total === facts.parameters
    ? { kind: 'model', spec: asStored(spec, facts), facts }
    : countedOnly(
        `its tensors do not fit together as layers that are known (${total} of ${facts.parameters})`,
      );
}
