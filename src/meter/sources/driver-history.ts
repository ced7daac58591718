import { readFileSync, statSync } from 'node:fs';
import * as v from 'valibot';
import { keptFiles } from '../kept-file';
import type { KeptFile } from '../source';

/**
 * That this driver has been tried since the machine was started, and which GPUs' counters were seen to move: a run need
 * not find out again while training waits.
 */
export interface DriverHistory {
  readonly wasTried: boolean;
  readonly movingCounters: ReadonlySet<string>;
  /** What a run that has got so far keeps for later ones; null where the driver can't be told from another. */
  keep(movingCounters: readonly string[]): KeptFile | null;
}

const schema = v.object({ driver: v.string(), movingCounters: v.array(v.string()) });

/**
 * The history of the library that this process has loaded, as the newest run has kept it in `<key>-driver.json`.
 * `libraryFile` is the beginning of its file's name.
 */
export function readHistory(runsFolder: string | null, key: string, libraryFile: string): DriverHistory {
  const fileName = `${key}-driver.json`;
  const driver = driverIdentity(libraryFile);
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
function driverIdentity(libraryFile: string): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const maps = readFileSync('/proc/self/maps', 'utf8').split('\n');
    const map = maps.find((line) => line.includes(`/${libraryFile}`));
    const library = map === undefined ? null : map.slice(map.indexOf('/'));
    if (library === null) return null;
    const { mtimeMs, size, ino } = statSync(library);
    return [boot, library, mtimeMs, size, ino].join(' ');
  } catch {
    return null;
  }
}
