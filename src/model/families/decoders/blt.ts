import { said, type Message } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { AttentionMask, Layer } from '../../layers';
import { causal, fullMask, linear, rmsNorm, rotary, slidingWindow, table } from '../../layers';
import { feedForward, languageModelHead, selfAttention } from '../../sub-layers';
import type { Block, Positions, SequencePositions } from '../../spec';
import { decoderHead, headNotCounted, architectureClass, twoResiduals } from '../decoder';
import type { Family } from '../family';

const noBias = { query: false, key: false, value: false, output: false };
/** Groups of bytes that are hashed, where the config names none. */
const usualGroups = [3, 4, 5, 6, 7, 8];

interface Sizes {
  readonly width: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headWidth: number;
  readonly hidden: number;
  readonly layers: number;
}

function sizesOf(config: ConfigFields): Sizes {
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  return {
    width,
    heads,
    keyValueHeads: config.keyValueHeads('num_key_value_heads', heads),
    headWidth: config.headWidth('hidden_size', 'num_attention_heads'),
    hidden: config.optionalSize('intermediate_size') ?? Math.floor((8 * width) / 3),
    layers: config.layers('num_hidden_layers'),
  };
}

/** A layer of each of BLT's transformers, over bytes or patches: Llama's. */
const layer = (sizes: Sizes, mask: AttentionMask, cached = 1): Layer[] => {
  const { width, heads, keyValueHeads, headWidth, hidden } = sizes;
  return [
    rmsNorm(width),
    ...selfAttention({ width, heads, keyValueHeads, headWidth, bias: noBias, mask }).map((part): Layer =>
      part.kind === 'attention' ? { ...part, cachedPerToken: part.cachedPerToken * cached } : part,
    ),
    rotary(heads, keyValueHeads, headWidth),
    rmsNorm(width),
    ...feedForward({ width, hidden, gated: true, bias: false }),
    twoResiduals(width),
  ];
};

/** Patches that look at bytes, or bytes that look at patches. */
function crossing(sizes: Sizes, queries: Positions, keys: Positions): Layer[] {
  const { width, heads, keyValueHeads, headWidth } = sizes;
  const component = 'crossAttention.projections';
  return [
    { ...rmsNorm(width), positions: queries },
    { ...rmsNorm(width), positions: keys },
    linear(component, width, heads * headWidth, false, { positions: queries }),
    linear(component, width, keyValueHeads * headWidth, false, { positions: keys }),
    linear(component, width, keyValueHeads * headWidth, false, { positions: keys }),
    {
      kind: 'attention',
      over: 'crossAttention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      positions: queries,
      keys,
      mask: fullMask,
      cachedPerToken: 0,
    },
    linear(component, heads * headWidth, width, false, { positions: queries }),
    { ...twoResiduals(width), positions: queries },
  ];
}

/** How bytes are cut into patches, of which each is so many positions for those who look at it. */
interface Patches {
  readonly note: Message;
  readonly bytes: number;
  readonly positions: SequencePositions;
  readonly looked: (times: number) => SequencePositions;
}

function patchesOf(config: ConfigFields): Patches {
  const mode = config.text('patching_mode');
  if (mode !== 'entropy' || !config.flag('patch_in_forward'))
    return {
      note: said`Tokens are bytes. Each is a patch of its own: no model cuts them by their entropy.`,
      bytes: 1,
      positions: { plus: 1 },
      looked: (times) => ({ times, plus: times }),
    };
  const most = config.optionalSize('max_patch_length');
  const bytes = Math.min(config.size('patch_size'), most ?? Infinity);
  return {
    note: said`Tokens are bytes. Patches are taken to be of ${bytes} bytes: a model that looks at the text cuts them where it is unsure.`,
    bytes,
    positions: { dividedBy: bytes },
    looked: (times) => ({ times, multipleOf: times * bytes, dividedBy: bytes }),
  };
}

const bytesBlock = (name: string, layers: readonly Layer[], count = 1): Block => ({
  name,
  count,
  positions: 'sequence',
  layers,
});

/** The small model that cuts bytes into patches: it runs, and learns nothing. */
function patcher(config: ConfigFields): Block[] {
  const sizes = sizesOf(config);
  const vocabulary = config.size('vocab_size');
  const window = config.optionalSize('sliding_window');
  const mask = window === null ? causal : slidingWindow(window);
  return [
    bytesBlock('patcher embedding', [table('embedding', vocabulary, sizes.width)]),
    bytesBlock('patcher layers', layer(sizes, mask), sizes.layers),
    bytesBlock('patcher output', [rmsNorm(sizes.width), linear('head', sizes.width, vocabulary, false)]),
  ].map((block) => ({ ...block, untrained: true as const }));
}

/** Bytes, and what is gathered of them for each patch. */
function encoder(config: ConfigFields, sizes: Sizes, mask: AttentionMask, patches: Patches): Block[] {
  const times = config.size('cross_attn_k');
  const gather = [
    linear('embedding', sizes.width, sizes.width * times, false, { positions: patches.positions }),
  ];
  const look = crossing(sizes, patches.looked(times), 'sequence');
  const earlier = config.flag('cross_attn_all_layers') ? sizes.layers - 1 : 0;
  return [
    bytesBlock('encoder layers', layer(sizes, mask), sizes.layers),
    // What all layers but the last gather is not used.
    { ...bytesBlock('encoder gathering: unused', gather, earlier), parameterSets: 0, untrained: true },
    { ...bytesBlock('encoder patches: unused', look, earlier), untrained: true },
    bytesBlock('encoder gathering', gather),
    bytesBlock('encoder patches', look),
  ];
}

function decoder(config: ConfigFields, sizes: Sizes, mask: AttentionMask, patches: Patches): Block[] {
  const times = config.size('cross_attn_k');
  const inputs = config.size('hidden_size_global');
  return [
    bytesBlock('decoder patches', [
      linear('embedding', inputs, sizes.width * times, false, { positions: patches.positions }),
    ]),
    bytesBlock(
      'decoder looks',
      crossing(sizes, 'sequence', patches.looked(times)),
      config.flag('cross_attn_all_layers') ? sizes.layers : Math.min(1, sizes.layers),
    ),
    bytesBlock('decoder layers', layer(sizes, mask), sizes.layers),
  ];
}

/** Byte Latent Transformer (arXiv:2412.09871): a large model of patches between two small ones of bytes. */
export const blt: Family = {
  name: 'blt',
  modelTypes: ['blt'],
  read(config) {
    const part = (name: 'encoder' | 'decoder', type: string): ConfigFields =>
      config.section(`${name}_config`, type, { model_type: type }).config;
    const [reads, writes] = [part('encoder', 'blt_local_encoder'), part('decoder', 'blt_local_decoder')];
    const globalType = 'blt_global_transformer';
    const { config: global } = config.section('global_config', globalType, { model_type: globalType });
    const patches = patchesOf(config);
    const [readSizes, globalSizes, writeSizes] = [sizesOf(reads), sizesOf(global), sizesOf(writes)];
    const window = config.optionalSize('local_attention_window_len');
    const mask = window === null ? causal : slidingWindow(window);
    const vocabulary = config.size('vocab_size');
    if (readSizes.width !== writeSizes.width)
      writes.refuse(
        'hidden_size',
        said`(${writeSizes.width}) must be that of encoder_config (${readSizes.width}).`,
      );
    if (writes.size('hidden_size_global') !== globalSizes.width)
      writes.refuse('hidden_size_global', said`must be that of global_config (${globalSizes.width}).`);
    const given = (config.raw('encoder_hash_byte_group_size') ?? null) !== null;
    const groups = given ? config.integers('encoder_hash_byte_group_size') : usualGroups;
    // A byte looks up one entry for each group that ends there, by each function.
    const lookedUp = config.count('encoder_hash_byte_group_nb_functions') * groups.length;
    const hashes = lookedUp * config.size('encoder_hash_byte_group_vocab');
    const gathered = readSizes.width * config.size('cross_attn_k');
    const patcherType = 'blt_patcher';
    const cutter = config.flag('patch_in_forward')
      ? patcher(config.section('patcher_config', patcherType, { model_type: patcherType }).config)
      : [];
    const runs = config.text('patching_mode') === 'entropy';
    const head = decoderHead(config);
    const tied = config.flag('tie_word_embeddings');
    return {
      sample: 'text',
      tokensPerSample: 'sequence',
      contextLength: config.optionalSize('max_position_embeddings'),
      vocabularySize: vocabulary,
      generates: true,
      blocks: [
        ...cutter.map((block) => (runs ? block : { ...block, count: 0, parameterSets: block.count })),
        bytesBlock('embedding', [
          table('embedding', reads.size('vocab_size'), readSizes.width),
          { ...table('embedding', hashes, readSizes.width), used: lookedUp },
        ]),
        ...encoder(reads, readSizes, mask, patches),
        {
          name: 'patches',
          count: 1,
          positions: patches.positions,
          layers:
            gathered === globalSizes.width ? [] : [linear('embedding', gathered, globalSizes.width, false)],
        },
        {
          name: 'patch layers',
          count: globalSizes.layers,
          positions: patches.positions,
          layers: layer(globalSizes, causal, 1 / patches.bytes),
        },
        ...decoder(writes, writeSizes, mask, patches),
        bytesBlock('output', [
          rmsNorm(writeSizes.width),
          ...(head === 'languageModel' ? languageModelHead(writeSizes.width, vocabulary, { tied }) : []),
        ]),
      ],
      notes: [patches.note, ...(head === 'other' ? [headNotCounted(architectureClass(config))] : [])],
    };
  },
};
