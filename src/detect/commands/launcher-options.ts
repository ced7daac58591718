import { isLauncherFlag, isPackageName, programKind } from './programs';
import type { ReadingContext } from './command-reading';

export function withoutAssignments(
  words: readonly string[],
  environment: Record<string, string>,
): readonly string[] {
  let at = 0;
  for (; at < words.length; at += 1) {
    const match = /^(?:\$env:)?([A-Za-z_]\w*)=(.*)$/s.exec(words[at] ?? '');
    if (match === null) break;
    environment[match[1] ?? ''] = match[2] ?? '';
  }
  return words.slice(at);
}

/** Options of a wrapper or launcher: one without `=` takes the next word unless it is a known flag or that word is run. */
export function skipOptions(words: readonly string[], context: ReadingContext): readonly string[] {
  let at = 0;
  while (at < words.length) {
    const word = words[at] ?? '';
    if (word === '--') return words.slice(at + 1);
    if (!word.startsWith('-')) break;
    at += 1;
    const processes = processOption(word, words[at]);
    if (processes !== null) context.processes = processes;
    const next = words[at];
    if (word.includes('=') || isLauncherFlag(word) || next === undefined || next.startsWith('-')) continue;
    if (
      next === '.' ||
      programKind(next) === null ||
      isPackageName(word, next) ||
      /\.(?:ya?ml|json|toml)$/.test(next)
    )
      at += 1;
  }
  return words.slice(at);
}

/** From the first word on that could be run: a wrapper's own operands (a mask, a duration, an image) come before it. */
export function inner(words: readonly string[], context: ReadingContext, farthest = 6): readonly string[] {
  const separator = words.indexOf('--');
  if (separator >= 0 && separator < farthest) return words.slice(separator + 1);
  const at = words.findIndex((word) => programKind(word) !== null);
  if (at >= 0 && at < farthest) return words.slice(at);
  // `ssh host 'cd x && python train.py'`, `docker run image bash`: the command may be one word.
  const whole = words.find((word) => /\s/.test(word) && /python|train|run/.test(word));
  const [reading] = whole === undefined ? [] : context.readLine(whole);
  return reading === undefined ? words : reading.command;
}

const processOptions =
  /^(?:--nproc[-_]per[-_]node|--num[-_]processes|--num_gpus|--nprocs|-np|-n|--ntasks(?:-per-node)?|--ntasks_per_node|--devices)$/;

function processOption(option: string, next: string | undefined): number | null {
  const [name = '', value = next ?? ''] = option.split('=', 2);
  if (!processOptions.test(name) || !/^\d{1,6}$/.test(value)) return null;
  return Number(value) > 0 ? Number(value) : null;
}

const machineOptions = /^(?:--nnodes|--num[-_]nodes|--nodes|-N)$/;

/** Whether words name a number of machines, or leave it to the run. */
export const sayMachines = (words: readonly string[]): boolean =>
  words.some((word) => machineOptions.test(word.split('=', 1)[0] ?? ''));

/** On how many machines a launcher starts its processes: one where it says nothing, null where only the run tells. */
export function machinesOf(words: readonly string[]): number | null {
  for (const [index, word] of words.entries()) {
    const [name = '', value = words[index + 1] ?? ''] = word.split('=', 2);
    if (machineOptions.test(name)) return /^[1-9]\d{0,5}$/.test(value) ? Number(value) : null;
  }
  return 1;
}

export function processesOf(words: readonly string[]): number | null {
  for (const [index, word] of words.entries()) {
    const processes = processOption(word, words[index + 1]);
    if (processes !== null) return processes;
  }
  return null;
}
