import { readlinkSync } from 'node:fs';
import type { ProcessSource } from '../attribution/attribution';
import { processNumbers } from '../attribution/process-numbers';
import { commandOf } from '../../processes/process-facts';
import { ticksPerSecond } from '../../processes/process-stat';
import { readProcessorTime } from '../sources/cpu-load';
import { ProcessList, readProcess } from './linux-processes';

/** In a PID namespace that was given no /proc of its own the folders there have the numbers of another, and are other processes. */
function hasOwnProc(): boolean {
  try {
    return readlinkSync('/proc/self') === String(process.pid);
  } catch {
    return true;
  }
}

/** The processes of this machine; on systems other than Linux nothing is known of them. */
export function machineProcesses(): ProcessSource {
  const processes = new ProcessList();
  const areNumbersOurs = hasOwnProc();
  return {
    list: (changing) => (areNumbersOurs ? processes.look(changing) : []),
    read: (pid) => (areNumbersOurs ? readProcess(pid) : null),
    command: (pid) => (areNumbersOurs ? commandOf(pid) : []),
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
