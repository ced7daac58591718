import type { Facts } from './facts';
import { quoted } from '../units/command-text';
import type { FileKind } from './file-kind';

export type Launcher = 'python' | 'torchrun' | 'accelerate' | 'deepspeed';

const launchers: readonly string[] = [
  'python',
  'torchrun',
  'accelerate',
  'deepspeed',
] satisfies readonly Launcher[];
export const isLauncher = (name: string): name is Launcher => launchers.includes(name);

const joinsProcesses =
  /^torch\.distributed(?:\.\w+)*\.(?:init_process_group|init_device_mesh|fully_shard|FullyShardedDataParallel)$|^colossalai\.launch_from_torch$/;
/** Looks whether it was started by a launcher, and goes on alone where it was not. */
const asksForLauncher =
  /["'](?:LOCAL_RANK|RANK|WORLD_SIZE)["']\s+(?:not\s+)?in\s+(?:os\.)?environ|is_torchelastic_launched\s*\(/;

/** How the file is started, read from what it asks of its launcher. */
export function likelyLauncher(facts: Facts, text: string): Launcher {
  const calls = (path: string): boolean => facts.calls.some((call) => call.path === path);
  if (calls('deepspeed.initialize') || calls('deepspeed.init_distributed')) return 'deepspeed';
  if (calls('accelerate.Accelerator')) return 'accelerate';
  if (startsItsOwnProcesses(facts)) return 'python';
  const joins = facts.calls.some(({ path }) => joinsProcesses.test(path));
  const needsRank = ['LOCAL_RANK', 'RANK', 'WORLD_SIZE'].some((key) => facts.requiredEnvironment.has(key));
  const managesWithout =
    asksForLauncher.test(text) ||
    facts.calls.some(
      (call) =>
        /(?:environ\.get|getenv)$/.test(call.path) &&
        call.arguments.length > 1 &&
        /RANK|WORLD_SIZE/.test(call.argumentText),
    );
  return (joins || needsRank) && !managesWithout ? 'torchrun' : 'python';
}

export function startsItsOwnProcesses(facts: Facts): boolean {
  return facts.calls.some(
    ({ path }) =>
      /^torch(?:_xla)?\.(?:\w+\.)*(?:spawn|start_processes)$/.test(path) ||
      path === 'accelerate.notebook_launcher',
  );
}

/** The command as a list of arguments. One process on this machine: how many there should be is the user's choice. */
export function launchCommand(launcher: Launcher, program: readonly string[]): string[] {
  switch (launcher) {
    case 'torchrun':
      return ['torchrun', '--standalone', ...program];
    case 'accelerate':
      return ['accelerate', 'launch', ...program];
    case 'deepspeed':
      return ['deepspeed', ...program];
    case 'python':
      return ['python3', ...program];
  }
}

/** What a launcher is told to run a module by. */
export const moduleOption = (launcher: Launcher): string => (launcher === 'deepspeed' ? '--module' : '-m');

/** The command for a file that isn't a Python script. `task` is the target or script of it that trains. */
export function commandOf(kind: FileKind, fileName: string, task: string | null): string[] {
  const name = fileName.replace(/^.*[\\/]/, '');
  switch (kind) {
    case 'python':
      return ['python3', fileName];
    case 'notebook':
      return ['jupyter', 'nbconvert', '--to', 'notebook', '--execute', fileName];
    case 'batch':
      return [/\.(?:pbs|qsub)$/i.test(name) ? 'qsub' : 'sbatch', fileName];
    case 'shell':
      return /\.ps1$/i.test(name)
        ? ['pwsh', fileName]
        : /\.(?:bat|cmd)$/i.test(name)
          ? [fileName]
          : [/\.(fish|zsh|ksh)$/i.exec(name)?.[1]?.toLowerCase() ?? 'bash', fileName];
    case 'makefile': {
      // Recipes name what stands beside the Makefile.
      const folder = fileName.slice(0, -name.length).replace(/(?<=.)[\\/]$/, '');
      const usual = /^(?:GNU)?makefile$/i.test(name);
      return [
        'make',
        ...(folder === '' ? [] : ['-C', folder]),
        ...(usual ? [] : ['-f', name]),
        ...(task === null ? [] : [task]),
      ];
    }
    case 'justfile': {
      const usual = name === fileName && /^\.?justfile$/i.test(name);
      return ['just', ...(usual ? [] : ['-f', fileName]), ...(task === null ? [] : [task])];
    }
    case 'project':
      if (/package\.json$/i.test(name)) return ['npm', 'run', ...(task === null ? [] : [task])];
      if (/pixi/i.test(name)) return ['pixi', 'run', ...(task === null ? [] : [task])];
      return task === null ? ['python3'] : [task];
    case 'pipeline': {
      const stage = task === null ? [] : [task];
      if (/^dvc/i.test(name)) return ['dvc', 'repro', ...stage];
      if (/^mlproject$/i.test(name)) return ['mlflow', 'run', '.', ...stage.flatMap((one) => ['-e', one])];
      if (/\.nf$/i.test(name)) return ['nextflow', 'run', fileName];
      // A rule with wildcards can't be asked for by its name.
      if (!/\.ya?ml$/i.test(name)) return ['snakemake', '-s', fileName, '--cores', 'all'];
      return ['task', ...stage];
    }
    case 'container':
      if (/dockerfile|containerfile/i.test(name) && task !== null && task !== 'RUN')
        return ['sh', '-c', `docker run --rm --gpus all "$(docker build -q -f ${quoted(fileName)} .)"`];
      return /dockerfile|containerfile/i.test(name)
        ? ['docker', 'build', '-f', fileName, '.']
        : ['docker', 'compose', '-f', fileName, 'up', ...(task === null ? [] : [task])];
  }
}
