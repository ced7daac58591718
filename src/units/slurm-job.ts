/** What a Slurm job asks for in its `#SBATCH` lines; null where they have no one number. */
export interface SlurmJob {
  readonly machines: number | null;
  /** Processes that `srun` starts, on one machine and on all. */
  readonly tasksPerMachine: number | null;
  readonly tasks: number | null;
  readonly acceleratorsPerMachine: number | null;
  /** Words that may name the kind of accelerator: those of `--gres` and its like, then the features that are asked for. */
  readonly kindWords: readonly string[];
}

/** A number behind an option, in any of its spellings; a range or a list is none. */
export function optionIn(lines: string, ...names: readonly string[]): number | null {
  const [, number] =
    new RegExp(`(?:^|\\s)(?:${names.join('|')})([1-9]\\d{0,5})(?![\\d:-])`, 'm').exec(lines) ?? [];
  return number === undefined ? null : Number(number);
}

/** `gpu:a100:4` and `a100:4` name the kind; of features with alternatives (`a100|h100`) none is sure. */
function kindWordsIn(lines: string): string[] {
  const [, requested] =
    /(?:^|\s)(?:--gres(?:=|[ \t]+)gpu:|--gpus(?:-per-(?:node|task))?(?:=|[ \t]+)|-G[ \t]*)["']?([A-Za-z][\w.-]*)/m.exec(
      lines,
    ) ?? [];
  const [, features = ''] =
    /(?:^|\s)(?:--constraint(?:=|[ \t]+)|-C[ \t]*)["']?([\w.&,*|()[\]-]+)/m.exec(lines) ?? [];
  const asked = /[|[\]]/.test(features) ? [] : features.split(/[&,*()]/).filter((word) => word !== '');
  return requested === undefined ? asked : [requested, ...asked];
}

const long = (name: string): string => `--${name}(?:=|[ \\t]+)`;

/** What options of `sbatch` or `srun` ask for. */
export function machinesAndTasks(options: string): Omit<SlurmJob, 'kindWords'> {
  const machines = optionIn(options, long('nodes'), '-N[ \\t]*');
  const tasksPerMachine = optionIn(options, long('ntasks-per-node'));
  const tasks =
    optionIn(options, long('ntasks'), '-n[ \\t]*') ??
    (machines === null || tasksPerMachine === null ? null : machines * tasksPerMachine);
  return {
    machines,
    tasksPerMachine,
    tasks,
    // `gpu:a100:4` and `a100:4` name the kind before the number.
    acceleratorsPerMachine: optionIn(
      options,
      '--gres(?:=|[ \\t]+)gpu:(?:[\\w.-]+:)?',
      '--gpus-per-node(?:=|[ \\t]+)(?:[\\w.-]+:)?',
    ),
  };
}

/** `#SBATCH --nodes=4 --ntasks-per-node=8`: what `$SLURM_NNODES` and its like will be. */
export function slurmJob(text: string): SlurmJob {
  const lines = [...text.matchAll(/^#SBATCH([ \t]+[^#\n]*)/gm)].map(([, options = '']) => options).join('\n');
  return { ...machinesAndTasks(lines), kindWords: kindWordsIn(lines) };
}

/** Accelerators of what is asked for: one for each process, or all of it where there is one process a machine. */
export function acceleratorsOf({
  machines,
  tasks,
  tasksPerMachine,
  acceleratorsPerMachine,
}: Omit<SlurmJob, 'kindWords'>): number | null {
  if (tasks !== null && tasks > (machines ?? 1)) return tasks;
  if (acceleratorsPerMachine !== null && (tasksPerMachine ?? 1) === 1)
    return acceleratorsPerMachine * (machines ?? 1);
  return null;
}

/** `#SBATCH --nodes=4`: the machines of a job; null where its text has no one number. */
export const machinesOfJob = (text: string): number | null => slurmJob(text).machines;

/** Programs that start one process for each accelerator of a machine themselves. */
const launchers =
  /\b(?:torchrun|torch\.distributed(?:\.run|\.launch)?|accelerate[ \t]+launch|deepspeed|composer|horovodrun|mpirun)\b/;

/**
 * Accelerators on which a job runs whose training `srun` starts without a launcher between: one for each process, or all that
 * the job asks for where it starts one process a machine. Null where the text doesn't tell.
 */
export function acceleratorsOfJob(text: string): number | null {
  const commands = text.replace(/(?:^|\s)#.*$/gm, '');
  if (!/\bsrun\b/.test(commands) || launchers.test(commands)) return null;
  return acceleratorsOf(slurmJob(text));
}

/** All accelerators that a job asks for, which a training's own launcher takes; null where the text has no one number. */
export function allAcceleratorsOfJob(text: string): number | null {
  const lines = [...text.matchAll(/^#SBATCH([ \t]+[^#\n]*)/gm)].map(([, options = '']) => options).join('\n');
  const inAll = optionIn(lines, '(?:--gpus|-G)(?:=|[ \\t]+)(?:[\\w.-]+:)?');
  if (inAll !== null) return inAll;
  const { machines, acceleratorsPerMachine } = slurmJob(text);
  return acceleratorsPerMachine === null ? null : acceleratorsPerMachine * (machines ?? 1);
}
