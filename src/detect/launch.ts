import type { Facts } from './facts';

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
