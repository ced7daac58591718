// Ending a program with everything it started, whatever process group its children moved to.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks `ancestor` to end, waits, then kills what is left of it and of all that it started.
 * @param {number} ancestor process id
 * @param {number} graceMs
 */
export async function endProcessTree(ancestor, graceMs) {
  // Listed before the first signal: an orphan has another parent, and could not be found any more.
  const all = [ancestor, ...descendantsOf(ancestor)];
  signal([ancestor], 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (Date.now() < deadline && all.some(isAlive)) await sleep(50);
  signal(all, 'SIGKILL');
}

/**
 * The same at once, for a handler that may not wait.
 * @param {number} ancestor process id
 */
export function killProcessTree(ancestor) {
  signal([ancestor, ...descendantsOf(ancestor)], 'SIGKILL');
}

/**
 * @param {readonly number[]} processes
 * @param {NodeJS.Signals} name
 */
function signal(processes, name) {
  for (const id of processes) {
    try {
      process.kill(id, name);
    } catch {
      // Ended by itself in the meantime.
    }
  }
}

/** @param {number} id */
function isAlive(id) {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Ids of all processes that descend from `ancestor`, itself not among them.
 * @param {number} ancestor
 */
function descendantsOf(ancestor) {
  const all = process.platform === 'linux' ? fromProcFileSystem() : fromProcessStatus();
  const found = all.filter(({ parent }) => parent === ancestor).map(({ id }) => id);
  // The list grows while it is walked: every child's children come to its end.
  for (const known of found) found.push(...all.filter(({ parent }) => parent === known).map(({ id }) => id));
  return found;
}

function fromProcFileSystem() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const text = readFileSync(`/proc/${name}/stat`, 'utf8');
        // The name in parentheses may hold anything, spaces and parentheses too; the parent comes second after it.
        const parent = Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
        return [{ id: Number(name), parent }];
      } catch {
        return [];
      }
    });
}

function fromProcessStatus() {
  if (process.platform === 'win32') return [];
  const listing = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return listing.split('\n').map((line) => {
    const [id, parent] = line.trim().split(/\s+/).map(Number);
    return { id: id ?? 0, parent: parent ?? 0 };
  });
}
