import { processes, type Systeminformation } from 'systeminformation';

/** All processes, on any system. A file of its own, because a run that does without is to start without it. */
export const listProcesses = async (): Promise<Systeminformation.ProcessesProcessData[]> =>
  (await processes()).list;
