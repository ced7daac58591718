import { asMessage, message, type Message } from './message';
import type { Range } from './quantities';

/** "1.2 kWh (0.8 kWh to 1.9 kWh)": the middle first, then what it lies between. */
export const rangeMessage = <Value extends number>(
  range: Range<Value>,
  format: (value: Value) => string,
): Message =>
  range.low === range.high
    ? asMessage(format(range.mid))
    : message('{0} ({1})', format(range.mid), message('{0} to {1}', format(range.low), format(range.high)));

/** A number and its unit: "29.6 mWh", "124M"; "40 d 2 h" and a bare number are none. */
const quantity = /^([\d.]+)( ?\D+)$/;

/** "29.6 to 150 mWh", "0.9 kWh to 1.2 MWh": only what it lies between, the unit once where both ends share it. */
export function spanMessage<Value extends number>(
  range: Range<Value>,
  format: (value: Value) => string,
): Message {
  const [low, high] = [format(range.low), format(range.high)];
  if (low === high) return asMessage(low);
  const [, number, unit] = quantity.exec(low) ?? [];
  const isShared = unit !== undefined && unit === quantity.exec(high)?.[2];
  return message('{0} to {1}', isShared ? (number ?? low) : low, high);
}
