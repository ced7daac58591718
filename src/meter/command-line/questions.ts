import { Option, type Command } from 'commander';
import { numberBetween } from '../arguments';
import { addIntensityOptions, json, region } from '../command-options';
import type { CleanestOptions } from '../commands/cleanest';
import type { DetectOptions } from '../commands/detect';
import type { IntensityCommandOptions } from '../commands/intensity';
import type { Finish } from './finish';

/** `detect`, `processes`, `regions`, `intensity` and `cleanest`: what trains, where and when electricity is clean. */
export function describeQuestions(program: Command, finish: Finish): void {
  program
    .command('detect')
    .description('Tell training scripts from others')
    .argument('<path...>', 'files and folders')
    .addOption(json())
    .action(async (paths: string[], options: DetectOptions) => {
      const { detect } = await import('../commands/detect');
      finish(await detect(paths, options));
    });

  program
    .command('processes')
    .description('The running processes that are likely to train, for attach')
    .addOption(json())
    .action(async (options: { readonly json?: boolean }) => {
      const { processes } = await import('../commands/processes');
      finish(await processes(options));
    });

  program
    .command('regions')
    .description('The places that --region takes, and the one that this machine names')
    .argument('[query]', 'a code, or a part of a name')
    .addOption(json())
    .action(async (query: string | undefined, options: { readonly json?: boolean }) => {
      const { regions } = await import('../commands/regions');
      finish(await regions(query, options));
    });

  const intensity = program
    .command('intensity')
    .description('The present carbon intensity, from a provider that is asked over the network')
    .addOption(region())
    .addOption(json())
    .action(async (options: IntensityCommandOptions) => {
      const { intensity } = await import('../commands/intensity');
      finish(await intensity(options));
    });
  addIntensityOptions(intensity);

  const cleanest = program
    .command('cleanest')
    .description('When in the hours to come a run would emit least, by a provider’s forecast')
    .addOption(
      new Option('--hours <n>', 'look this far ahead').argParser(numberBetween(1, 72, 'h')).default(24),
    )
    .addOption(
      new Option('--duration <hours>', 'how long the run takes')
        .argParser(numberBetween(0.05, 72, 'h'))
        .default(1),
    )
    .addOption(region())
    .addOption(json())
    .action(async (options: CleanestOptions) => {
      const { cleanest } = await import('../commands/cleanest');
      finish(await cleanest(options));
    });
  addIntensityOptions(cleanest);
}
