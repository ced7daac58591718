import { Option, type Command } from 'commander';
import { numberBetween } from '../arguments';
import { json, region } from '../command-options';
import type { CheckOptions } from '../commands/check';
import type { CompareOptions } from '../commands/compare';
import type { DiffOptions } from '../commands/diff';
import type { EstimateOptions } from '../commands/estimate';
import { comparisonFormats } from '../comparison-table';
import { addHardwareLifeOptions, addPlanOptions } from '../plan-command-options';
import type { Finish } from './finish';

/** `estimate`, `compare`, `diff` and `check`: what a model will cost. */
export function describeEstimates(program: Command, finish: Finish): void {
  const estimate = program
    .command('estimate')
    .description('What a model will cost, from its configuration')
    .argument(
      '[file]',
      'a model configuration, a GGUF or safetensors file, a folder that holds one, or a training plan; - for standard input',
    )
    .option('--list-hardware', 'print every accelerator that --hardware takes')
    .option('--verbose', 'list every assumption, not only the most decisive ones')
    .option('--hardware <name>', 'the accelerator')
    .addOption(region())
    .addOption(json())
    .action(async (file: string | undefined, options: EstimateOptions) => {
      const { estimateFile } = await import('../commands/estimate');
      finish(await estimateFile(file, options));
    });
  addPlanOptions(estimate);
  addHardwareLifeOptions(estimate);

  const compare = program
    .command('compare')
    .description('What a model will cost in other places, or on other hardware')
    .argument('<file>', 'as of estimate')
    .option('--regions <list>', 'places, with commas between: DE,FR,aws:us-east-1')
    .option('--hardware <list>', 'accelerators, with commas between: "H100 SXM,A100 80GB,RTX 4090"')
    .addOption(region())
    .option('--markdown', 'print a Markdown table')
    .addOption(json())
    .action(async (file: string, options: CompareOptions) => {
      const { compareFile } = await import('../commands/compare');
      finish(await compareFile(file, options));
    });
  addPlanOptions(compare);
  addHardwareLifeOptions(compare);

  const diff = program
    .command('diff')
    .description('What a model costs against its file at a git revision')
    .argument('<file>', 'a model configuration or a training plan that git tracks')
    .option('--ref <revision>', 'a commit, branch or tag', 'HEAD')
    .option('--hardware <name>', 'the accelerator')
    .addOption(region())
    .addOption(new Option('--format <name>', 'how it is printed').choices(comparisonFormats))
    .option('--markdown', 'print a table for GitHub')
    .addOption(json())
    .action(async (file: string, options: DiffOptions) => {
      const { diff } = await import('../commands/diff');
      finish(await diff(file, options));
    });
  addPlanOptions(diff);
  addHardwareLifeOptions(diff);

  const check = program
    .command('check')
    .description('Fail where training a model would cost more than a budget: for CI')
    .argument(
      '[files...]',
      'model configurations or training plans (else all that git tracks below this folder)',
    )
    .addOption(
      new Option(
        '--max-co2e-kg <kg>',
        'CO2e that training each model may emit, the middle of its range',
      ).argParser(numberBetween(0, 1e12, 'kg')),
    )
    .addOption(
      new Option(
        '--max-increase <percent>',
        'by how much the CO2e of training each may grow against --ref',
      ).argParser(numberBetween(0, 1e9, 'percent')),
    )
    .option('--ref <revision>', 'the commit, branch or tag that it is compared with')
    .option('--hardware <name>', 'the accelerator')
    .addOption(region())
    .addOption(new Option('--format <name>', 'how it is printed').choices(comparisonFormats))
    .option('--markdown', 'print a table for GitHub')
    .addOption(json())
    .action(async (files: string[], options: CheckOptions) => {
      const { check } = await import('../commands/check');
      finish(await check(files, options));
    });
  addPlanOptions(check);
  addHardwareLifeOptions(check);
}
