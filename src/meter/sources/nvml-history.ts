import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

/**
 * That this driver has been tried since the machine was started, and which GPUs' counters were seen to move: a run need
 * not find out again while training waits. A file of the runs folder; without it everything is tried anew.
 */
export interface NvmlHistory {
  readonly wasTried: boolean;
  readonly movingCounters: ReadonlySet<string>;
  /** Remembers that the driver came back, and these counters; null forgets the driver. That it can't be written changes nothing. */
  remember(movingCounters: readonly string[] | null): void;
}

const fileName = 'nvml-driver.json';
const schema = v.object({ driver: v.string(), movingCounters: v.array(v.string()) });

/** The history of the library that this process has loaded. */
export function readHistory(folder: string | null): NvmlHistory {
  const driver = driverIdentity();
  if (folder === null || driver === null)
    return { wasTried: false, movingCounters: new Set(), remember: () => undefined };
  const path = join(folder, fileName);
  const known = readFile(path);
  const isSame = known?.driver === driver;
  return {
    wasTried: isSame,
    movingCounters: new Set(isSame ? known.movingCounters : []),
    remember: (movingCounters) => {
      const content = movingCounters === null ? null : { driver, movingCounters: [...movingCounters] };
      if (content !== null && isSame && content.movingCounters.join() === known.movingCounters.join()) return;
      const part = `${path}.${process.pid}.part`;
      try {
        if (content === null) rmSync(path, { force: true });
        else {
          writeFileSync(part, JSON.stringify(content));
          renameSync(part, path);
        }
      } catch {
        rmSync(part, { force: true });
      }
    },
  };
}

function readFile(path: string): v.InferOutput<typeof schema> | null {
  try {
    const result = v.safeParse(schema, JSON.parse(readFileSync(path, 'utf8')));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
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
