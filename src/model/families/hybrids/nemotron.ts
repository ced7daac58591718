import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { causal, elementwise, linear, rmsNorm } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import { blocksOf, decoderOnly } from '../decoder';
import type { Family } from '../family';
import { checkHeads, chunkedScan } from './state-space';
import { said } from '../../../units/message';

type NemotronKind = 'mamba' | 'attention' | 'moe' | 'mlp';
const kindOfLetter: Readonly<Record<string, NemotronKind>> = {
  M: 'mamba',
  E: 'moe',
  '*': 'attention',
  '-': 'mlp',
};
const kindOfName: Readonly<Record<string, NemotronKind>> = {
  mamba: 'mamba',
  linear_attention: 'mamba',
  attention: 'attention',
  full_attention: 'attention',
  moe: 'moe',
  mlp: 'mlp',
};
const mostLayers = 10_000;

/** What each layer is: by name in `layers_block_type`, else by letter in `hybrid_override_pattern`. */
function nemotronLayers(config: ConfigFields): readonly NemotronKind[] {
  const pattern = config.text('hybrid_override_pattern');
  const names = config.texts('layers_block_type');
  const [key, kinds] =
    names.length > 0
      ? ['layers_block_type', names.slice(0, mostLayers + 1).map((name) => kindOfName[name])]
      : [
          'hybrid_override_pattern',
          Array.from((pattern ?? 'ME*-').slice(0, mostLayers + 1), (letter) => kindOfLetter[letter]),
        ];
  const known = kinds.filter((kind) => kind !== undefined);
  if (known.length !== kinds.length) config.refuse(key, 'has layers of a kind that is not known.');
  if (known.length === 0 || known.length > mostLayers)
    config.refuse(key, said`must name 1 to ${mostLayers} layers.`);
  return known;
}

/** Plain experts, in a narrower space where moe_latent_size says so, beside a shared one. */
function nemotronExperts(config: ConfigFields, width: number): Layer[] {
  const count = config.size('n_routed_experts');
  const latent = config.optionalSize('moe_latent_size');
  const bias = config.flag('mlp_bias');
  const shared = config.size('moe_shared_expert_intermediate_size');
  return [
    linear('router', width, count, false),
    ...(latent === null
      ? []
      : [linear('experts', width, latent, bias), linear('experts', latent, width, bias)]),
    {
      kind: 'experts',
      component: 'experts',
      count,
      used: config.expertsPerToken('num_experts_per_tok', count),
      width: latent ?? width,
      hidden: config.size('moe_intermediate_size'),
      gated: false,
      bias: false,
    },
    ...feedForward({ width, hidden: shared, gated: false, bias }, 'experts'),
  ];
}

function nemotronMixer(config: ConfigFields, width: number): Layer[] {
  const named = (own: string, other: string): string => (config.given(other) ? other : own);
  const heads = config.size('mamba_num_heads');
  const headWidth = config.size('mamba_head_dim');
  const groups = named('n_groups', 'mamba_n_groups');
  checkHeads(config, { heads: 'mamba_num_heads', groups }, heads * headWidth);
  return chunkedScan({
    width,
    heads,
    headWidth,
    groups: config.size(groups),
    state: config.size('ssm_state_size'),
    chunk: config.size(named('chunk_size', 'mamba_chunk_size')),
    kernel: config.size(named('conv_kernel', 'mamba_d_conv')),
    bias: config.flag('use_bias'),
    convolutionBias: config.flag(named('use_conv_bias', 'mamba_conv_bias')),
  });
}

/** Nemotron H: each layer one part only: a Mamba 2 mixer, attention without positions, experts or a feed-forward. */
export const nemotronH: Family = {
  name: 'nemotron-h',
  modelTypes: ['nemotron_h'],
  read(config) {
    const kinds = nemotronLayers(config);
    const width = config.size('hidden_size');
    const heads = config.size('num_attention_heads');
    const parts = (kind: NemotronKind): readonly Layer[] => {
      switch (kind) {
        case 'mamba':
          return nemotronMixer(config, width);
        case 'attention':
          return selfAttention({
            width,
            heads,
            keyValueHeads: config.keyValueHeads('num_key_value_heads', heads),
            headWidth: config.size('head_dim'),
            bias: biases(false),
            mask: causal,
          });
        case 'moe':
          return nemotronExperts(config, width);
        case 'mlp':
          return feedForward({
            width,
            hidden: config.size('intermediate_size'),
            gated: false,
            bias: config.flag('mlp_bias'),
          });
      }
    };
    return decoderOnly({
      // The library never ties this architecture's output.
      config: config.overlaid({ tie_word_embeddings: false }),
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        kinds.length,
        (index) => kinds[index] ?? 'mlp',
        (kind) => [rmsNorm(width), ...parts(kind), elementwise('residual', width, 3 * width)],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};
