import type { Facts } from './facts';
import type { FileKind } from './file-kind';

export type Launcher = 'python' | 'torchrun' | 'accelerate' | 'deepspeed';

/** How the file is started, read from what it asks of its launcher. */
export function likelyLauncher(facts: Facts): Launcher {
  const calls = (path: string): boolean => facts.calls.some((call) => call.path === path);
  if (calls('deepspeed.initialize')) return 'deepspeed';
  if (calls('accelerate.Accelerator')) return 'accelerate';
  if (startsItsOwnProcesses(facts)) return 'python';
  const joins = facts.calls.some(({ path }) =>
    /^torch\.distributed(?:\.\w+)*\.(?:init_process_group|init_device_mesh)$/.test(path),
  );
  const needsRank = ['LOCAL_RANK', 'RANK', 'WORLD_SIZE'].some((key) => facts.requiredEnvironment.has(key));
  const managesWithout = facts.calls.some(
    (call) =>
      /(?:environ\.get|getenv)$/.test(call.path) &&
      call.arguments().length > 1 &&
      /RANK|WORLD_SIZE/.test(call.argumentText()),
  );
  return (joins || needsRank) && !managesWithout ? 'torchrun' : 'python';
}

function startsItsOwnProcesses(facts: Facts): boolean {
  return facts.calls.some(
    ({ path }) =>
      /^torch\.multiprocessing\.(?:spawn|start_processes)$/.test(path) ||
      path === 'accelerate.notebook_launcher',
  );
}

/** The command as a list of arguments. One process on this machine: how many there should be is the user's choice. */
export function launchCommand(launcher: Launcher, fileName: string, usesLightningCli: boolean): string[] {
  switch (launcher) {
    case 'torchrun':
      return ['torchrun', '--standalone', fileName];
    case 'accelerate':
      return ['accelerate', 'launch', fileName];
    case 'deepspeed':
      return ['deepspeed', fileName];
    case 'python':
      return ['python3', fileName, ...(usesLightningCli ? ['fit'] : [])];
  }
}

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
          : ['bash', fileName];
    case 'makefile':
    case 'justfile': {
      const program = kind === 'makefile' ? 'make' : 'just';
      const usual = name === fileName && /^(?:GNU)?makefile$|^\.?justfile$/i.test(name);
      return [program, ...(usual ? [] : ['-f', fileName]), ...(task === null ? [] : [task])];
    }
    case 'project':
      if (/package\.json$/i.test(name)) return ['npm', 'run', ...(task === null ? [] : [task])];
      if (/pixi/i.test(name)) return ['pixi', 'run', ...(task === null ? [] : [task])];
      return task === null ? ['python3'] : [task];
    case 'pipeline': {
      const stage = task === null ? [] : [task];
      if (/^dvc/i.test(name)) return ['dvc', 'repro', ...stage];
      if (/^mlproject$/i.test(name)) return ['mlflow', 'run', '.', ...stage.flatMap((one) => ['-e', one])];
      return ['task', ...stage];
    }
    case 'container':
      return /dockerfile|containerfile/i.test(name)
        ? ['docker', 'build', '-f', fileName, '.']
        : ['docker', 'compose', '-f', fileName, 'up', ...(task === null ? [] : [task])];
  }
}
