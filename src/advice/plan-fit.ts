import { message } from '../units/message';
import { numberEdit, numberInText, type Advice, type Subject } from './advice';

/** Sequences of the text's own plan that are longer than the model's positions. */
export function adviseOnSequence(subject: Subject): readonly Advice[] {
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
