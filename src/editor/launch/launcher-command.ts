import type { LauncherName } from './launch-request';

interface LauncherCall {
  /** Found beside the interpreter or on the PATH. */
  readonly program: string;
  /** The module that is the same program, for an environment whose scripts are not on the PATH. */
  readonly module: string;
  readonly arguments: readonly string[];
}

/**
 * How a launcher is told to start `processes` on this machine; undefined leaves the count to it. `visibleGpus` is the
 * `CUDA_VISIBLE_DEVICES` that it gets, which DeepSpeed passes over where it is told a count.
 */
export function launcherCall(
  launcher: Exclude<LauncherName, 'python'>,
  processes: number | undefined,
  visibleGpus?: string,
): LauncherCall {
  const count = (option: string): string[] => (processes === undefined ? [] : [option, String(processes)]);
  switch (launcher) {
    case 'torchrun':
      return {
        program: 'torchrun',
        module: 'torch.distributed.run',
        arguments: ['--standalone', ...count('--nproc-per-node')],
      };
    case 'accelerate':
      return {
        program: 'accelerate',
        module: 'accelerate.commands.accelerate_cli',
        arguments: [
          'launch',
          ...(processes !== undefined && processes > 1 ? ['--multi_gpu'] : []),
          ...count('--num_processes'),
        ],
      };
    case 'deepspeed':
      return {
        program: 'deepspeed',
        module: 'deepspeed.launcher.runner',
        arguments:
          visibleGpus !== undefined && /^\d+(?:,\d+)*$/.test(visibleGpus)
            ? ['--include', `localhost:${visibleGpus}`]
            : count('--num_gpus'),
      };
  }
}
