import type { Range } from '../../units/quantities';

/** The one id of all meters of the whole machine: of several, the ladder takes one. */
export const machineId = 'node:machine';
export const machineName = 'Whole machine';
/** Of server boards, power supplies and fuel gauges: specified to a few per cent, and slow. */
export const machineRange: Range = { low: 0.93, mid: 1, high: 1.07 };
/** A server of eight accelerators draws 10 to 15 kW. */
export const highestMachineWatts = 100_000;
