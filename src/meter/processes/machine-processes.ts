import type { ProcessSource } from '../attribution/attribution';
import { processNumbers } from '../attribution/process-numbers';
import { ticksPerSecond } from '../../processes/process-stat';
import { readProcessorTime } from '../sources/cpu-load';
import { ProcessList } from './linux-processes';

/** The processes of this machine; on systems other than Linux nothing is known of them. */
export function machineProcesses(): ProcessSource {
  const processes = new ProcessList();
  return {
    list: (changing) => processes.look(changing),
    ...(process.platform === 'linux' ? { numbers: processNumbers() } : {}),
    busySeconds: () => {
      if (process.platform !== 'linux') return null;
      const time = readProcessorTime();
      return time === null ? null : time.busy / ticksPerSecond;
    },
  };
}
