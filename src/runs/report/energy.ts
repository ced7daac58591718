import { formatEnergy, formatRange } from '../../units/format';
import { joules, type Range } from '../../units/quantities';

/** A range of joules, in watt-hours: "1.25 Wh (1.13 Wh to 1.39 Wh)". */
export const formatEnergyRange = ({ low, mid, high }: Range): string =>
  formatRange({ low: joules(low), mid: joules(mid), high: joules(high) }, formatEnergy);
