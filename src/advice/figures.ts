import type { Estimate } from '../energy/estimate';
import { formatChange, formatCount } from '../units/format';
import { message, type Message } from '../units/message';

/** "+36.1k parameters (+0.03 %)". */
export function parametersChange(before: Estimate, after: Estimate): Message {
  const more = after.parameters.total - before.parameters.total;
  if (more === 0) return message('as many parameters');
  return message(
    '{0} parameters ({1})',
    `${more > 0 ? '+' : '−'}${formatCount(Math.abs(more))}`,
    formatChange(after.parameters.total / before.parameters.total),
  );
}
