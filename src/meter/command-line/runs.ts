import { Option, type Command } from 'commander';
import { numberBetween } from '../arguments';
import { json, runsFolder } from '../command-options';
import type { PruneOptions } from '../commands/prune';
import type { ReportOptions } from '../commands/report';
import type { RunsOptions } from '../commands/runs';
import type { TagOptions } from '../commands/tag';
import type { Finish } from './finish';

/** `report` and `runs`: what runs did cost. */
export function describeRuns(program: Command, finish: Finish): void {
  program
    .command('report')
    .description('What a run did cost')
    .argument('<run>', 'id, the beginning of an id, latest, or the path of a run')
    .addOption(runsFolder())
    .option(
      '--format <name>',
      'text, json, markdown, html, latex, csv, model-card, codecarbon, sci, boamps or eu-ai-act',
    )
    .option('--equivalents', 'also in kilometres by car, months of a tree’s growth, charges of a smartphone')
    .option('--water', 'also the water of cooling and of making the electricity, where it is known')
    .addOption(json())
    .action(async (text: string, options: ReportOptions) => {
      const { report } = await import('../commands/report');
      finish(await report(text, options));
    });

  const listOfRuns = program
    .command('runs')
    .description('List the runs')
    .addOption(runsFolder())
    .addOption(json())
    .action(async (options: RunsOptions) => {
      const { runs } = await import('../commands/runs');
      finish(await runs(options));
    });

  listOfRuns
    .command('prune')
    .description('Delete old runs; never one that is metered now, nor what no run wrote')
    .addOption(runsFolder())
    .addOption(
      new Option('--older-than <days>', 'runs that ended before').argParser(numberBetween(0, 1e5, ' days')),
    )
    .addOption(
      new Option('--max-size <mb>', 'the oldest, until all take no more').argParser(
        numberBetween(0, 1e9, ' MB'),
      ),
    )
    .option('--dry-run', 'say what would go, and delete nothing')
    .addOption(json())
    .action(async (options: PruneOptions) => {
      const { prune } = await import('../commands/prune');
      finish(await prune(options, listOfRuns.opts()));
    });

  listOfRuns
    .command('tag')
    .description('Tag a run, or tell its tags')
    .argument('<run>', 'id, the beginning of an id, or latest')
    .argument('[tags...]')
    .addOption(runsFolder())
    .option('--remove', 'take the tags away')
    .addOption(json())
    .action(async (run: string, tags: string[], options: TagOptions) => {
      const { tag } = await import('../commands/tag');
      finish(await tag(run, tags, options, listOfRuns.opts()));
    });
}
