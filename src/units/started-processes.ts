import { acceleratorsOf, machinesAndTasks, optionIn } from './slurm-job';

/** The accelerators on which a command starts a training, one for each of its processes, and where that is said. */
export interface StartedProcesses {
  readonly count: number;
  /** As the command writes it: `mpirun`, `srun`. */
  readonly word: string;
  readonly offset: number;
}

/** timm's script, which hands its first argument on to torchrun. */
const ofTimm = /^[ \t]*(?:bash[ \t]+|sh[ \t]+)?(?:[\w./-]*\/)?(distributed_train\.sh)[ \t]+(\d{1,6})(?=\s)/m;
/** A command with its lines that go on. */
const started = /^((?:[^#\n]*[ \t;&|(])?)(mpirun|mpiexec|horovodrun|srun)[ \t]((?:[^\n\\]|\\[^\n]|\\\n)*)/gm;
/** Programs that start processes of their own on each machine. */
const launchers = /\b(?:torchrun|torch\.distributed|accelerate[ \t]+launch|deepspeed|composer)\b/;

/** What `mpirun -np 32` or `srun -N 4 --gpus-per-node=8` start; null where a text has no such command, or no one number in it. */
export function startedProcesses(text: string): StartedProcesses | null {
  const timm = ofTimm.exec(text);
  if (timm?.[1] !== undefined) {
    const count = Number(timm[2]);
    return count > 0 ? { count, word: timm[1], offset: timm.index + timm[0].indexOf(timm[1]) } : null;
  }
  for (const { 1: before = '', 2: word = '', 3: following = '', index } of text.matchAll(started)) {
    // The program's own arguments are not the launcher's.
    const [own = ''] = following.split(/(?:^|\s)(?:python[\d.]*|\S+\.(?:py|sh))(?:\s|$)/, 1);
    if (own.length === following.length || launchers.test(following)) continue;
    const count =
      word === 'srun' ? acceleratorsOf(machinesAndTasks(own)) : optionIn(own, '--?np?(?:=|[ \\t]+)');
    if (count !== null) return { count, word, offset: index + before.length };
  }
  return null;
}

/** On how many machines `srun -N 4` starts what it does; null where it does not say. */
export function machinesOfSrun(text: string): number | null {
  const [, , , following = ''] = [...text.matchAll(started)].find(({ 2: word }) => word === 'srun') ?? [];
  return machinesAndTasks(following.split(launchers, 1)[0] ?? '').machines;
}
