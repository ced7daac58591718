import type { Estimate } from '../energy/estimate';
import { formatChange, formatCount } from '../units/format';
import { message, type Message } from '../units/message';
import type { Edit, Fix, Subject } from './advice';

/** "+36.1k parameters (+0.03 %)". */
function parametersChange(before: Estimate, after: Estimate): Message {
  const more = after.parameters.total - before.parameters.total;
  if (more === 0) return message('as many parameters');
  return message(
    '{0} parameters ({1})',
    `${more > 0 ? '+' : '−'}${formatCount(Math.abs(more))}`,
    formatChange(after.parameters.total / before.parameters.total),
  );
}

/** Edits of the text as a way out, told with how many parameters they add; null where the text then has no estimate. */
export function fixWith(
  subject: Subject,
  edits: readonly Edit[],
  title: (change: Message) => Message,
): Fix | null {
  const after = subject.estimateAfter(edits);
  if (after === null) return null;
  return { title: title(parametersChange(subject.estimate, after)), edits, plan: null };
}
