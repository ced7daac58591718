import { openSync, readSync } from 'node:fs';
import { cpus } from 'node:os';

/** Busy and whole processor time so far, summed over the logical processors, in one unit. */
export interface ProcessorTime {
  readonly busy: number;
  readonly total: number;
}

/** Kept open: a run reads it up to ten times a second. */
let procStat: number | null = null;
const line = Buffer.alloc(256);

/** Linux: the first line of /proc/stat, which costs a few microseconds on any number of processors. Elsewhere os.cpus(). */
export function readProcessorTime(): ProcessorTime | null {
  if (process.platform === 'linux') {
    try {
      procStat ??= openSync('/proc/stat', 'r');
      // The first line alone: at offset 0 the kernel tells the times anew.
      return parseProcStat(line.toString('latin1', 0, readSync(procStat, line, 0, line.length, 0)));
    } catch {
      return null;
    }
  }
  const times = cpus().map((cpu) => cpu.times);
  if (times.length === 0) return null;
  const idle = times.reduce((sum, time) => sum + time.idle, 0);
  const total = times.reduce((sum, time) => sum + time.user + time.nice + time.sys + time.irq + time.idle, 0);
  return { busy: total - idle, total };
}

/** proc(5): user nice system idle iowait irq softirq steal (guest is part of user). Time that was stolen ran elsewhere. */
export function parseProcStat(text: string): ProcessorTime | null {
  const match = /^cpu +(.+)$/m.exec(text);
  if (match?.[1] === undefined) return null;
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = match[1]
    .split(/\s+/)
    .map(Number);
  const busy = user + nice + system + irq + softirq;
  const total = busy + idle + iowait + steal;
  return Number.isFinite(total) ? { busy, total } : null;
}
