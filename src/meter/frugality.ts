import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Of V8 from Node 20 on. One that a version does not know would be told on the terminal: Node 20, 22, 24, 25 and 26 were tried. */
const flags = [
  // Compiling what is never hot, and forgetting code that is needed a second later, cost more than they bring.
  '--no-opt',
  '--no-flush-bytecode',
  // The little that there is to collect is collected where it is, when there is no room: no other thread is woken for it.
  '--no-parallel-scavenge',
  '--no-minor-gc-task',
];

/** Once the start is over its memory is given back, once and not again and again. Gone from V8 since 12. */
const flagsBefore12 = ['--memory-reducer-single-gc'];

const isBefore12 = Number.parseInt(process.versions.v8) < 12;

/**
 * Sets V8 for a process that wakes for a moment now and then. Call once what is needed of Node is loaded, in this thread and in others:
 * with flags of its own V8 takes none of the code that comes compiled with Node, and loading takes twice as long.
 */
export function beFrugal(): void {
  for (const flag of isBefore12 ? [...flags, ...flagsBefore12] : flags) setFlagsFromString(flag);
}

/** Gives back what the start has used and nothing needs any more: a V8 from 12 on that has little to do keeps it for good. */
export function compactMemory(): void {
  if (isBefore12) return;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (how: {
    readonly type: 'major';
    readonly flavor: 'last-resort';
  }) => void;
  collect({ type: 'major', flavor: 'last-resort' });
}
