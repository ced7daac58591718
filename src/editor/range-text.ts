import type { Range } from '../units/quantities';
import { rangeMessage, spanMessage } from '../units/range-text';
import { translated } from './translate';

/** "1.2 kWh (0.8 kWh to 1.9 kWh)", in the editor's language. */
export const rangeText = <Value extends number>(
  range: Range<Value>,
  format: (value: Value) => string,
): string => translated(rangeMessage(range, format));

/** "29.6 to 150 mWh", in the editor's language. */
export const spanText = <Value extends number>(
  range: Range<Value>,
  format: (value: Value) => string,
): string => translated(spanMessage(range, format));
