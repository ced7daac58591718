import type { Range } from '../../src/units/quantities';
import { t } from '../translate';

/** "0.8 kWh to 1.9 kWh", in the editor's language. */
export const spanText = ({ low, high }: Range, format: (value: number) => string): string =>
  t('{0} to {1}', format(low), format(high));

/** "1.2 kWh (0.8 kWh to 1.9 kWh)": the middle first, then what it lies between. */
export const rangeText = (range: Range, format: (value: number) => string): string =>
  range.low === range.high ? format(range.mid) : t('{0} ({1})', format(range.mid), spanText(range, format));
