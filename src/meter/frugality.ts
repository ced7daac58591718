import { setFlagsFromString } from 'node:v8';

/** Of V8; one that this version does not know changes nothing. */
const flags = [
  // Compiling what is never hot, and forgetting code that is needed a second later, cost more than they bring.
  '--no-opt',
  '--no-flush-bytecode',
  // The little that there is to collect is collected where it is, when there is no room: no other thread is woken for it.
  '--no-parallel-scavenge',
  '--no-minor-gc-task',
  // Once the start is over its memory is given back, once and not again and again.
  '--memory-reducer-single-gc',
];

/** Sets V8 for a process that wakes for a moment now and then. */
export function beFrugal(): void {
  for (const flag of flags) setFlagsFromString(flag);
}
