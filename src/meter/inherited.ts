import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * What this process was given by its parent and must give on to the command, though Node takes it away: Node marks
 * open file descriptors to be closed in children, and sets ignored signals back to their defaults.
 */

/**
 * Descriptors from 3 upwards that were open when the program started, such as a lock or make's job server. Read when
 * this file is loaded: later there are the meter's own. Node's are told by their kind: event queues, and pipes whose
 * both ends are here. Known on Linux alone.
 */
const inheritedDescriptors: readonly number[] = findInheritedDescriptors();

function findInheritedDescriptors(): number[] {
  if (process.platform !== 'linux') return [];
  // Some chroots have no /proc.
  const names = existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd') : [];
  const open = names.flatMap((name) => {
    const descriptor = Number(name);
    if (descriptor <= 2) return [];
    try {
      return [{ descriptor, target: readlinkSync(`/proc/self/fd/${name}`) }];
    } catch {
      // The one that listed the folder is closed again.
      return [];
    }
  });
  const ends = (target: string): number => open.filter((other) => other.target === target).length;
  return open
    .filter(({ target }) => !/^anon_inode:|^\/dev\/null$|^\/proc\//.test(target))
    .filter(({ target }) => !/^(pipe|socket):/.test(target) || ends(target) === 1)
    .map(({ descriptor }) => descriptor);
}

/** The `stdio` of a child that gets the three standard streams and all that was inherited, under the same numbers. */
export function inheritedStreams(): ('inherit' | 'ignore' | number)[] {
  const streams: ('inherit' | 'ignore' | number)[] = ['inherit', 'inherit', 'inherit'];
  for (let descriptor = 3; descriptor <= Math.max(2, ...inheritedDescriptors); descriptor += 1) {
    // From 3 upwards `ignore` opens nothing.
    streams.push(inheritedDescriptors.includes(descriptor) ? descriptor : 'ignore');
  }
  return streams;
}

/**
 * Whether the program was started by nohup(1), which asks for hang-ups to be ignored. Node has undone that before any
 * of its code runs, so it is known only by the name that shells leave in `_`.
 */
export const ignoresHangup = basename(process.env['_'] ?? '') === 'nohup';

/** The command, started so that it ignores hang-ups: the shell is replaced by it, so its process is the same. */
export const ignoringHangup = (command: readonly string[]): string[] => [
  '/bin/sh',
  '-c',
  'trap "" HUP; exec "$@"',
  'sh',
  ...command,
];

/** The environment as the meter got it, without the variable that makes Electron's program a Node for the meter. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  if (!('electron' in process.versions)) return process.env;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE'));
}
