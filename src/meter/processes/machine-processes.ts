import type { ProcessSource } from '../attribution/attribution';
import { processNumbers } from '../attribution/process-numbers';
import { commandOf } from '../../processes/process-facts';
import { ticksPerSecond } from '../../processes/process-stat';
import { readProcessorTime } from '../sources/cpu-load';
import { ProcessList, readProcess } from './linux-processes';

/** The processes of this machine; on systems other than Linux nothing is known of them. */
export function machineProcesses(): ProcessSource {
  const processes = new ProcessList();
  return {
    list: (changing) => processes.look(changing),
    read: readProcess,
    command: commandOf,
    meterSeconds: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
    ...(process.platform === 'linux' ? { numbers: processNumbers() } : {}),
    busySeconds: () => {
      if (process.platform !== 'linux') return null;
      const time = readProcessorTime();
      return time === null ? null : time.busy / ticksPerSecond;
    },
  };
}
