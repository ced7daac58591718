import { keptTexts } from '../units/kept-texts';

/**
 * What sources of power call themselves and the devices that have no name of their own, where that is words: journals keep it in
 * English. Names of libraries, programs and products are the same in every language.
 */
export const sourceTexts = keptTexts([
  '{0} energy counter',
  '{0} average power',
  '{0} instantaneous power',
  '{0} average and instantaneous power',
  '{0} module power',
  'CPU model (TDP x load)',
  'Memory model (modules)',
  'Battery discharge',
  'Windows energy meters (EMI)',
  'Processor sensors of the kernel (hwmon)',
  'GPU sensors of the kernel (hwmon)',
  'hwmon energy',
  'hwmon power',
  'hwmon average power',
  'IOReport (Apple’s energy model)',
  'IPMI (DCMI power reading)',
  'Jetson power monitor (INA3221)',
  'RAPL by perf events',
  'Own command',
  'Own command ({0})',
  'Memory of {0}',
  'Memory ({0})',
  'Platform (psys)',
  'Module {0} (CPU and GPU)',
  'Grace processor {0}',
  '{0} (battery)',
  '{0} module',
]);
