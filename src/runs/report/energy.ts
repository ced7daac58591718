import { formatCO2e, formatEnergy, formatRange } from '../../units/format';
import { gramsCO2e, joules, type Range } from '../../units/quantities';

/** A range of joules, in watt-hours: "1.25 Wh (1.13 Wh to 1.39 Wh)". */
export const formatEnergyRange = ({ low, mid, high }: Range): string =>
  formatRange({ low: joules(low), mid: joules(mid), high: joules(high) }, formatEnergy);

/** A range of grams of CO2e: "183 mg (39.7 mg to 474 mg)". */
export const formatEmissionsRange = ({ low, mid, high }: Range): string =>
  formatRange({ low: gramsCO2e(low), mid: gramsCO2e(mid), high: gramsCO2e(high) }, formatCO2e);
