import { causal, fullMask, layerNorm, linear, residual, table } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import { twoResiduals } from '../decoder';
import type { Family } from '../family';
import { topOf } from './head';
import { headsOf } from './transformer';

/** What the text tower of a pair looks like beside its layers. */
interface TextTower {
  readonly causal: boolean;
  /** SigLIP projects the last position's state in the tower itself. */
  readonly projects: boolean;
  /** Positions are sinusoids, not learned. */
  readonly sinusoids?: true;
}

const clip: TextTower = { causal: true, projects: false };
const siglip: TextTower = { causal: false, projects: true };
const towers: Readonly<Record<string, TextTower>> = {
  clip_text_model: clip,
  clipseg_text_model: clip,
  metaclip_2_text_model: clip,
  owlvit_text_model: clip,
  owlv2_text_model: clip,
  siglip_text_model: siglip,
  siglip2_text_model: siglip,
  tipsv2_text_model: { causal: false, projects: false, sinusoids: true },
};

/** The text towers of CLIP, SigLIP and TIPSv2: positions, pre-norm layers, one vector a text. */
export const textTowers: Family = {
  name: 'text tower',
  modelTypes: Object.keys(towers),
  read(config, modelType) {
    const tower = towers[modelType] ?? clip;
    const { width, heads, headWidth } = headsOf(config);
    const vocabulary = config.size('vocab_size');
    const projection = { positions: 1 } as const;
    const top = topOf(config, 'Model', {
      TextModelWithProjection: () => [
        linear('head', width, config.size('projection_dim'), false, projection),
      ],
      Model: () =>
        tower.projects
          ? [linear('head', width, config.optionalSize('projection_size') ?? width, true, projection)]
          : [],
    });
    return {
      sample: 'text',
      tokensPerSample: 'sequence',
      contextLength: config.size('max_position_embeddings'),
      vocabularySize: vocabulary,
      generates: false,
      blocks: [
        {
          name: 'embedding',
          count: 1,
          positions: 'sequence',
          layers: [
            table('embedding', vocabulary, width),
            ...(tower.sinusoids === true
              ? []
              : [table('position', config.size('max_position_embeddings'), width)]),
            residual(width, 1),
          ],
        },
        {
          name: 'layers',
          count: config.layers('num_hidden_layers'),
          positions: 'sequence',
          layers: [
            layerNorm(width),
            ...selfAttention({
              width,
              heads,
              keyValueHeads: heads,
              headWidth,
              bias: biases(true),
              mask: tower.causal ? causal : fullMask,
            }),
            layerNorm(width),
            ...feedForward({ width, hidden: config.size('intermediate_size'), gated: false, bias: true }),
            twoResiduals(width),
          ],
        },
        { name: 'output', count: 1, positions: 'sequence', layers: [layerNorm(width), ...top.layers] },
      ],
      notes: top.notes,
    };
  },
};
