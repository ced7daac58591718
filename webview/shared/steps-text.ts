import { formatCount, formatEnergy } from '../../src/units/format';
import { joules } from '../../src/units/quantities';
import type { StepsView } from '../protocol';
import { t } from '../translate';
import { behind } from './remark';
import { unitsText, unitText } from './units';

/** "120 of 120 steps". */
export const stepsText = ({ done, total, unit }: StepsView): string =>
  total === null
    ? t('{0} {1}', formatCount(done), unitsText(unit))
    : t('{0} of {1} {2}', formatCount(done), formatCount(total), unitsText(unit));

/** "3.04 J/step", and what of it is the run's own; null where it is not known. */
export const stepEnergyText = ({ joulesPerUnit, unit }: StepsView, partRemark: string): string | null =>
  joulesPerUnit === null
    ? null
    : behind(`${formatEnergy(joules(joulesPerUnit))}/${unitText(unit)}`, partRemark);
