import type { ConfigFields } from '../../config-fields';
import { activation, fullMask, layerNorm, linear, residual, table, vector } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { twoResiduals } from '../decoder';
import { groupedQueryDecoder } from '../decoders/grouped-query';
import { renamed } from '../decoders/remote-code';
import type { Family } from '../family';
import { looking, towerBlock } from './towers';
import { said } from '../../../units/message';

/** CLIP's ViT-L/14 for images of 336 pixels, without its last layer: Molmo's own code names it, no config does. */
const tower = { width: 1024, heads: 16, hidden: 4096, layers: 23, side: 24, patch: 14, channels: 3 };
/** Two of its layers are laid side by side, and squares of four patches are pooled to one position by attention. */
const laid = 2;
const pooledSide = 2;

function imageTower(textWidth: number, hidden: number): Block[] {
  const { width, heads, side } = tower;
  const headWidth = width / heads;
  const patches = side * side;
  const positions = patches + 1;
  const pooled = patches / (pooledSide * pooledSide);
  const seen = laid * width;
  const norm = layerNorm(width);
  return [
    towerBlock('vision', 'patches', positions, [
      linear('embedding', tower.channels * tower.patch ** 2, width, false, {
        positions: patches,
        inputGradient: false,
      }),
      vector('embedding', width),
      table('position', positions, width),
      residual(width, 1),
      norm,
    ]),
    {
      name: 'image layers',
      count: tower.layers,
      tower: 'vision',
      positions,
      layers: [
        norm,
        ...selfAttention({
          width,
          heads,
          keyValueHeads: heads,
          headWidth,
          bias: biases(true),
          mask: fullMask,
        }),
        norm,
        ...feedForward({ width, hidden: tower.hidden, gated: false, bias: true }),
        twoResiduals(width),
      ],
    },
    towerBlock('vision', 'pooling', pooled, [
      vector('other', 2 * seen),
      linear('other', seen, width, true),
      linear('other', seen, width, true, { positions: patches }),
      linear('other', seen, width, true, { positions: patches }),
      ...looking(pooled * heads, headWidth, 1, pooledSide * pooledSide),
      linear('other', width, width, true),
    ]),
    towerBlock('vision', 'projector', pooled, [
      linear('other', width, hidden, false),
      linear('other', width, hidden, false),
      activation('other', hidden),
      linear('other', hidden, textWidth, false),
    ]),
  ];
}

/** Half of what `intermediate_size` counts: it is gate and input together. */
const halfHidden = (config: ConfigFields): number =>
  Math.max(1, Math.floor(config.size('intermediate_size') / 2));

/** Molmo (arXiv:2409.17146): a decoder of Qwen 2's or OLMo's layers behind CLIP's tower. */
export const molmo: Family = {
  name: 'molmo',
  modelTypes: ['molmo'],
  outsideLibrary: true,
  read(config) {
    if (config.count('moe_num_experts') > 0)
      config.refuse('moe_num_experts', 'is not covered: only the form without experts.');
    const padded = config.optionalSize('embedding_size') !== null;
    const fields = renamed(config, {
      names: padded ? { vocab_size: 'embedding_size' } : {},
      defaults: { tie_word_embeddings: false, qkv_bias: false },
    });
    const width = config.size('hidden_size');
    const added = config.given('additional_vocab_size') ? config.count('additional_vocab_size') : 128;
    const text = groupedQueryDecoder(fields, {
      queryKeyValueBias: 'qkv_bias',
      hidden: halfHidden,
      alwaysHead: true,
      ...(config.flag('attention_layer_norm') ? { queryKeyNorm: 'allHeads' } : {}),
    });
    return {
      ...text,
      blocks: [
        ...text.blocks,
        {
          name: 'tokens of images',
          count: 1,
          positions: 'sequence',
          layers: [table('embedding', added, width)],
        },
        ...imageTower(width, halfHidden(config)),
      ],
      notes: [
        ...text.notes,
        said`A pass over text alone: what an image adds is told apart, for one crop of 336 x 336 pixels; a larger image is cut into several.`,
      ],
    };
  },
};
