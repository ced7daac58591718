import type { ConfigFields, ConfigObject } from '../config-fields';
import { isObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { decoderOnly, blocksOf } from '../families/decoder';
import type { ModelShape } from '../families/family';
import {
  causalConvolution,
  checkHeads,
  chunkedScan,
  selectiveScan,
  timeStepRank,
} from '../families/hybrids/state-space';
import { causal, layerNorm, residual, rmsNorm, rotary } from '../layers';
import { feedForward, selfAttention } from '../sub-layers';
import type { Layer, NormLayer } from '../layers';
import { said } from '../../units/message';
import type { TextFormat } from './format';
import { defaults, has, paddedTo } from './format';

/** MambaConfig of state-spaces/mamba. */
const modelDefaults = defaults({
  d_model: 2560,
  d_intermediate: 0,
  n_layer: 64,
  vocab_size: 50277,
  rms_norm: true,
  pad_vocab_size_multiple: 8,
  tie_embeddings: true,
});
/** The keyword arguments of its mixers where `ssm_cfg` and `attn_cfg` are silent. */
const firstDefaults = defaults({ d_state: 16, d_conv: 4, expand: 2, dt_rank: 'auto', conv_bias: true });
const secondDefaults = defaults({
  d_state: 128,
  d_conv: 4,
  expand: 2,
  headdim: 64,
  ngroups: 1,
  chunk_size: 256,
  conv_bias: true,
  rmsnorm: true,
});
const attentionDefaults = defaults({ qkv_proj_bias: true, out_proj_bias: true });
/** Its gated feed-forward is rounded up to a multiple of this. */
const feedForwardMultiple = 128;

function mixer(config: ConfigFields, width: number): Layer[] {
  const section = config.section('ssm_cfg').config;
  if ((section.text('layer') ?? 'Mamba1') === 'Mamba1') {
    const first = section.withDefaults(firstDefaults);
    return selectiveScan({
      width,
      inner: first.size('expand') * width,
      state: first.size('d_state'),
      rank: timeStepRank(first, 'dt_rank', width),
      kernel: first.size('d_conv'),
      bias: first.flag('bias'),
      convolutionBias: first.flag('conv_bias'),
    });
  }
  if (section.text('layer') !== 'Mamba2') section.refuse('layer', 'must be Mamba1 or Mamba2.');
  const second = section.withDefaults(secondDefaults);
  const inner = second.optionalSize('d_ssm') ?? second.size('expand') * width;
  const headWidth = second.size('headdim');
  const heads = Math.max(1, Math.floor(inner / headWidth));
  if (inner % headWidth !== 0)
    second.refuse('headdim', said`(${headWidth}) does not divide the inner width of the mixer (${inner}).`);
  checkHeads(second.overlaid({ heads }), { heads: 'heads', groups: 'ngroups' }, inner);
  return chunkedScan({
    width,
    heads,
    headWidth,
    groups: second.size('ngroups'),
    state: second.size('d_state'),
    chunk: second.size('chunk_size'),
    kernel: second.size('d_conv'),
    bias: second.flag('bias'),
    convolutionBias: second.flag('conv_bias'),
    norm: second.flag('rmsnorm'),
  });
}

/** Attention in the layers of `attn_layer_idx`, with a short convolution over queries, keys and values. */
function attention(config: ConfigFields, width: number): Layer[] {
  const section = config.section('attn_cfg').config.withDefaults(attentionDefaults);
  const heads = section.size('num_heads');
  const keyValueHeads = section.keyValueHeads('num_heads_kv', heads);
  const headWidth = section.optionalSize('head_dim') ?? Math.max(1, Math.floor(width / heads));
  const kernel = section.count('d_conv');
  const [inputBias, outputBias] = [section.flag('qkv_proj_bias'), section.flag('out_proj_bias')];
  const rotated = section.count('rotary_emb_dim');
  const convolved = (heads + 2 * keyValueHeads) * headWidth;
  return [
    ...selfAttention({
      width,
      heads,
      keyValueHeads,
      headWidth,
      bias: { query: inputBias, key: inputBias, value: inputBias, output: outputBias },
      mask: causal,
    }),
    ...(kernel > 0 ? [causalConvolution(convolved, kernel, true)] : []),
    ...(rotated > 0 ? [rotary(heads, keyValueHeads, rotated)] : []),
  ];
}

function read(config: ConfigFields): ModelShape {
  const width = config.size('d_model');
  const hidden = config.count('d_intermediate');
  const attending = new Set(config.integers('attn_layer_idx'));
  const norm = (): NormLayer => (config.flag('rms_norm') ? rmsNorm(width) : layerNorm(width));
  const after =
    hidden > 0
      ? [
          norm(),
          ...feedForward({ width, hidden: paddedTo(feedForwardMultiple, hidden), gated: true, bias: false }),
          residual(width, 2),
        ]
      : [residual(width, 1)];
  return decoderOnly({
    config,
    width,
    contextKey: null,
    head: 'languageModel',
    blocks: blocksOf(
      config.layers('n_layer'),
      (index) => (attending.has(index) ? 'attention' : 'state space'),
      (kind) => [
        norm(),
        ...(kind === 'attention' ? attention(config, width) : mixer(config, width)),
        ...after,
      ],
    ),
    beforeHead: [norm()],
    notes:
      attending.size === 0
        ? [said`The state is of a fixed size: decoding keeps nothing for each token.`]
        : [],
  });
}

/** The vocabulary as the class pads it; what can't be padded stays, to be refused. */
function paddedVocabulary(values: ConfigObject): ConfigObject {
  const { vocab_size: vocabulary, pad_vocab_size_multiple: multiple } = {
    ...modelDefaults.values,
    ...values,
  };
  if (typeof vocabulary !== 'number' || typeof multiple !== 'number') return values;
  return { ...values, vocab_size: paddedTo(multiple, vocabulary) };
}

function find({ values }: ConfigDocument) {
  if (!has(values, 'd_model', 'n_layer', 'ssm_cfg') || has(values, 'model_type')) return null;
  return {
    kind: 'shape' as const,
    architecture: isObject(values['ssm_cfg']) && values['ssm_cfg']['layer'] === 'Mamba2' ? 'mamba2' : 'mamba',
    prefix: '',
    values: paddedVocabulary({ ...values, tie_word_embeddings: values['tie_embeddings'] ?? true }),
    defaults: modelDefaults,
    read,
    spelling: (key: string): string => (key === 'tie_word_embeddings' ? 'tie_embeddings' : key),
  };
}

/** config.json of state-spaces' own Mamba, Mamba 2 and their hybrids with attention, in the keys of mamba_ssm. */
export const mambaSsm: TextFormat = {
  name: 'mamba-ssm',
  syntax: 'json',
  telling: [/"d_model"\s*:/, /"n_layer"\s*:/, /"ssm_cfg"\s*:/],
  find,
};

const namesNoClass = said`The file does not name its class: read as Mamba by its keys, as open_lm has them.`;

/** open_lm's model JSON of a Mamba, which mamba_ssm builds of these four alone, with LayerNorm. */
export const openLmMamba: TextFormat = {
  name: 'open_lm',
  syntax: 'json',
  telling: [/"d_model"\s*:/, /"n_layer"\s*:/, /"seq_len"\s*:/],
  find({ values }) {
    const own = ['d_model', 'n_layer', 'vocab_size', 'seq_len'];
    if (!has(values, ...own) || Object.keys(values).length > own.length) return null;
    return {
      kind: 'shape',
      architecture: 'mamba',
      prefix: '',
      values: paddedVocabulary({ ...values, rms_norm: false, tie_word_embeddings: true }),
      defaults: modelDefaults,
      read,
      approximate: namesNoClass,
    };
  },
};
