import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { fullMask, layerNorm, linear, perHead, rmsNorm, rotary } from '../../layers';
import { feedForward, routedExperts, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { twoResiduals } from '../decoder';
import { blocksByDescription } from '../decoders/blocks';
import { perLayerOverrides } from '../decoders/per-layer';
import type { Family } from '../family';
import { patchProjection } from '../vision/image';
import { headsOf } from '../vision/transformer';
import { gridNote, patchGrid } from './dynamic-vision';
import { withTowers } from './language';
import { halvedThrice, soundFrames, soundNote } from './sounds';
import { other, towerBlock, twoLayerProjector } from './towers';
import type { Message } from '../../../units/message';

const usualDense = 25;
const usualPerToken = 2;

/** Experts of each layer; none where it is dense. The library's own rule has ever more of them towards the end. */
function expertsOf(config: ConfigFields, layers: number): (index: number) => number {
  const overrides = perLayerOverrides(config);
  const listed = config.perLayerKind('mlp_layer_types', layers, ['dense', 'sparse']);
  if (config.given('pyramid_num_routed') || listed === null) {
    const counts = config.given('pyramid_num_routed')
      ? config.integers('pyramid_num_routed')
      : [
          ...Array.from({ length: usualDense }, () => -1),
          ...Array.from({ length: 16 }, (_, i) => 4 * (i + 1)),
          64,
        ];
    if (counts.length !== layers)
      config.refuse('num_hidden_layers', 'must have an entry for each layer in pyramid_num_routed.');
    return (index) => Math.max(0, counts[index] ?? 0);
  }
  return (index) =>
    listed[index] === 'sparse' ? config.overlaid(overrides?.(index) ?? {}).size('num_local_experts') : 0;
}

function imageTower(owner: ConfigFields): { readonly blocks: Block[]; readonly note: Message } {
  const type = 'dots3_note_vision_encoder';
  const { config } = owner.section('vision_config', type, { model_type: type });
  const { width, heads, headWidth } = headsOf(config);
  const layers = config.layers('num_hidden_layers');
  const grid = patchGrid(config);
  const patch = config.size('patch_size');
  const bias = config.flag('attention_bias');
  const picked = config.optionalSize('num_experts_per_tok') ?? usualPerToken;
  const expertCount = expertsOf(config, layers);
  const merged = width * grid.merge * grid.merge;
  const patches = blocksByDescription(
    layers,
    (index) => ({ experts: expertCount(index) }),
    ({ experts }): Layer[] => [
      rmsNorm(width),
      ...selfAttention({
        width,
        heads,
        keyValueHeads: heads,
        headWidth,
        bias: { query: bias, key: bias, value: bias, output: bias },
        mask: fullMask,
      }),
      rotary(heads, heads, headWidth),
      perHead(rmsNorm(headWidth), heads),
      perHead(rmsNorm(headWidth), heads),
      rmsNorm(width),
      ...(experts === 0
        ? feedForward({
            width,
            hidden: config.size('intermediate_size'),
            gated: true,
            bias: config.flag('mlp_bias'),
          })
        : routedExperts({
            width,
            hidden: config.size('moe_intermediate_size'),
            count: experts,
            used: Math.min(picked, experts),
            gated: true,
            bias: false,
            routerBias: false,
          })),
      twoResiduals(width),
    ],
  );
  return {
    note: gridNote(grid),
    blocks: [
      towerBlock('vision', 'patches', grid.patches, [
        patchProjection(
          config.size('num_channels'),
          { patch: [patch, patch], patches: grid.patches },
          width,
          true,
        ),
        rmsNorm(width),
      ]),
      ...patches.map((block): Block => ({ ...block, tower: 'vision', positions: grid.patches })),
      towerBlock('vision', 'image norm', grid.patches, [rmsNorm(width)]),
      towerBlock('vision', 'merger', grid.merged, [
        { ...layerNorm(width), component: 'other', repeats: grid.merge * grid.merge },
        ...twoLayerProjector({
          inputs: merged,
          hidden: merged,
          outputs: config.size('adapter_out_dim'),
          bias: true,
        }),
      ]),
    ],
  };
}

function soundTower(owner: ConfigFields): Block[] {
  const type = 'dots3_note_audio_encoder';
  const { config } = owner.section('audio_config', type, { model_type: type });
  const { width, heads, headWidth } = headsOf(config);
  const channels = config.size('downsample_hidden_size');
  const bias = config.flag('attention_bias');
  const outputs = config.size('adapter_out_dim');
  const spectrogram = { frames: soundFrames, bands: config.size('feature_size') };
  const { layers: convolutions, frames, bands } = halvedThrice(channels, spectrogram);
  return [
    towerBlock('audio', 'spectrogram', frames, [
      ...convolutions,
      linear('convolution', channels * bands, width, false),
    ]),
    {
      name: 'sound layers',
      count: config.layers('num_hidden_layers'),
      tower: 'audio',
      positions: frames,
      layers: [
        rmsNorm(width),
        ...selfAttention({
          width,
          heads,
          keyValueHeads: heads,
          headWidth,
          bias: { query: bias, key: false, value: bias, output: bias },
          mask: fullMask,
        }),
        rotary(heads, heads, Math.floor(headWidth / 2)),
        rmsNorm(width),
        ...feedForward({ width, hidden: config.size('intermediate_size'), gated: true, bias: true }),
        twoResiduals(width),
      ],
    },
    towerBlock('audio', 'adapter', frames, [
      rmsNorm(width),
      other(layerNorm(width)),
      ...twoLayerProjector({ inputs: width, hidden: outputs, outputs, bias: true }),
    ]),
  ];
}

/** dots 3 with an image tower of dense layers and experts, and an ear; its text part may stand at the top of the file. */
export const dots3Note: Family = {
  name: 'dots',
  modelTypes: ['dots3_note'],
  read: (config, _modelType, library) =>
    withTowers(config, library, { modelType: 'dots3_note_text', fixed: true, ownKeys: true }, () => {
      const image = imageTower(config);
      return {
        blocks: [...image.blocks, ...soundTower(config)],
        notes: [image.note, soundNote],
      };
    }),
};
