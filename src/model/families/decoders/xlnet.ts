import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { fullMask, layerNorm, linear, vector } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import type { Positions } from '../../spec';
import { alike, architectureClass, decoderOnly, headNotCounted, twoResiduals } from '../decoder';
import { answerSpan } from '../encoders/text-encoder';
import { labelCount } from '../labels';
import type { Family } from '../family';
import { said } from '../../../units/message';

/** Biases of the content, the positions and the kinds of token, and the two kinds. */
const vectorsOfHeads = 3 + 2;

const isBodyAlone = (config: ConfigFields): boolean =>
  /For(SequenceClassification|MultipleChoice|QuestionAnsweringSimple)$/.test(architectureClass(config) ?? '');

/** Answers are looked for by a search over beginnings and ends, whose layers run as often as it has beams. */
const isBeamSearch = (config: ConfigFields): boolean =>
  architectureClass(config)?.endsWith('ForQuestionAnswering') === true;

/** What XLNet's classes for other tasks have on top: a summary of the text, and what it is told by. */
function taskLayers(config: ConfigFields, width: number): Layer[] {
  const name = architectureClass(config) ?? '';
  if (name.endsWith('ForQuestionAnsweringSimple')) return [answerSpan(config, width)];
  if (!isBodyAlone(config)) return [];
  const once = { positions: 1 } as const;
  const labels = name.endsWith('ForMultipleChoice') ? 1 : labelCount(config);
  return [
    ...(config.flag('summary_use_proj') ? [linear('head', width, width, true, once)] : []),
    linear('head', width, labels, true, once),
  ];
}

/** XLNet: relative positions, projected anew in each layer; text may be seen in any order. */
export const xlnet: Family = {
  name: 'xlnet',
  modelTypes: ['xlnet'],
  read(config) {
    const width = config.size('d_model');
    const heads = config.size('n_head');
    const headWidth = config.headWidth('d_model', 'n_head');
    const written = config.optionalSize('d_head') ?? headWidth;
    if (written !== headWidth && config.problems.length === 0)
      config.refuse('d_head', said`(${written}) must be d_model divided by n_head (${headWidth}).`);
    const component = 'attention.projections';
    const isOneSided = config.text('attn_type') === 'uni';
    const distances = isOneSided
      ? [{ thenPlus: 1 } satisfies Positions]
      : (['sequence', 'sequence'] as const);
    const layer: Layer[] = [
      ...selfAttention({
        width,
        heads,
        keyValueHeads: heads,
        headWidth,
        bias: biases(false),
        mask: fullMask,
      }),
      ...distances.flatMap((positions, index): Layer[] => [
        linear(component, width, width, false, { positions, inputGradient: false, tied: index > 0 }),
        {
          kind: 'product',
          component: 'attention.scores',
          batches: heads,
          rows: 'sequence',
          inner: headWidth,
          columns: positions,
        },
      ]),
      vector(component, vectorsOfHeads * width),
      layerNorm(width),
      ...feedForward({ width, hidden: config.size('d_inner'), gated: false, bias: true }),
      layerNorm(width),
      twoResiduals(width),
    ];
    return decoderOnly({
      config,
      width,
      contextKey: null,
      // What stands for a word that is to be predicted.
      afterEmbedding: [vector('embedding', width)],
      blocks: alike(config.layers('n_layer'), layer),
      beforeHead: taskLayers(config, width),
      headBias: true,
      ...(isBodyAlone(config) || isBeamSearch(config) ? { head: 'none' } : {}),
      notes: isBeamSearch(config) ? [headNotCounted(architectureClass(config))] : [],
    });
  },
};
