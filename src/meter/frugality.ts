import { setFlagsFromString } from 'node:v8';

/**
 * Sets V8 for a process that wakes for a moment now and then: compiling what is never hot, and forgetting code that is needed
 * a second later, cost it more than they bring. Flags that this version of V8 does
 * not know change nothing.
 */
export function beFrugal(): void {
  for (const flag of ['--no-opt', '--no-flush-bytecode']) setFlagsFromString(flag);
}
