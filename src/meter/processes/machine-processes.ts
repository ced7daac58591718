import type { ProcessSource } from '../attribution/attribution';
import { ticksPerSecond } from '../../processes/process-stat';
import { readProcessorTime } from '../sources/cpu-load';
import { listProcesses } from './linux-processes';

/** The processes of this machine; on systems other than Linux nothing is known of them. */
export const machineProcesses: ProcessSource = {
  list: listProcesses,
  busySeconds: () => {
    if (process.platform !== 'linux') return null;
    const time = readProcessorTime();
    return time === null ? null : time.busy / ticksPerSecond;
  },
};
