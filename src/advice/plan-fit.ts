import { message } from '../units/message';
import { numberEdit, numberInText, type Advice, type Subject } from './advice';

/** Values of the text's own plan that don't go with its model: longer sequences than it has positions, heads that can't be shared out. */
export const adviseOnPlanFit = (subject: Subject): readonly Advice[] => [
  ...adviseOnSequence(subject),
  ...adviseOnTensorParallel(subject),
];

function adviseOnSequence(subject: Subject): readonly Advice[] {
  const { text, spec, estimate, model } = subject;
  const span = numberInText(subject, 'sequenceLength');
  const { sequenceLength } = estimate.plan;
  const { contextLength } = spec;
  if (span === null || contextLength === null || sequenceLength <= contextLength) return [];
  return [
    {
      code: 'sequence-length',
      severity: 'information',
      message: message(
        'Sequences of {0} tokens are longer than the {1} that the model’s configuration names.',
        sequenceLength,
        contextLength,
      ),
      span,
      model,
      fixes: () => [
        {
          title: message('Use sequences of {0} tokens', contextLength),
          edits: [numberEdit(text, span, contextLength)],
          plan: null,
        },
      ],
    },
  ];
}

/** Tensor parallelism gives each device whole heads. */
function adviseOnTensorParallel(subject: Subject): readonly Advice[] {
  const { estimate, values, model } = subject;
  const span = numberInText(subject, 'tensorParallel');
  const heads = values.find(({ concept }) => concept === 'num_attention_heads');
  const { tensorParallel } = estimate.plan.parallelism;
  if (span === null || heads === undefined || heads.value % tensorParallel === 0) return [];
  return [
    {
      code: 'parallel-degree',
      severity: 'warning',
      message: message(
        '{0} heads can’t be shared out over {1} tensor-parallel devices: each takes whole heads.',
        heads.value,
        tensorParallel,
      ),
      span,
      model,
      fixes: () => [],
    },
  ];
}
