import { readFileSync, statSync } from 'node:fs';
import * as v from 'valibot';
import { keptFiles } from '../kept-file';
import type { KeptFile } from '../source';

/**
 * That this driver has been tried since the machine was started, and which GPUs' counters were seen to move: a run need
 * not find out again while training waits.
 */
export interface NvmlHistory {
  readonly wasTried: boolean;
  readonly movingCounters: ReadonlySet<string>;
  /** What a run that has got so far keeps for later ones; null where the driver can't be told from another. */
  keep(movingCounters: readonly string[]): KeptFile | null;
}

const fileName = 'nvml-driver.json';
const schema = v.object({ driver: v.string(), movingCounters: v.array(v.string()) });

/** The history of the library that this process has loaded, as the newest run has kept it. */
export function readHistory(runsFolder: string | null): NvmlHistory {
  const driver = driverIdentity();
  const [newest] = runsFolder === null ? [] : keptFiles(runsFolder, fileName);
  const result = v.safeParse(schema, newest);
  const known = result.success && driver !== null && result.output.driver === driver ? result.output : null;
  return {
    wasTried: known !== null,
    movingCounters: new Set(known?.movingCounters ?? []),
    keep: (movingCounters) =>
      driver === null ? null : { name: fileName, content: { driver, movingCounters: [...movingCounters] } },
  };
}

/** This start of the machine, and the very file of the library; null where the system does not tell. */
function driverIdentity(): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const library = /\S*\/libnvidia-ml\.so\S*$/m.exec(readFileSync('/proc/self/maps', 'utf8'))?.[0];
    if (library === undefined) return null;
    const { mtimeMs, size, ino } = statSync(library);
    return [boot, library, mtimeMs, size, ino].join(' ');
  } catch {
    return null;
  }
}
