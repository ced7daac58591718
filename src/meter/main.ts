import { Command, CommanderError, Option } from 'commander';
import { version } from '../../package.json';
import { integerBetween, momentToCome, numberBetween } from './arguments';
import type { AttachOptions } from './commands/attach';
import type { CheckOptions } from './commands/check';
import type { CleanestOptions } from './commands/cleanest';
import type { CompareOptions } from './commands/compare';
import type { DetectOptions } from './commands/detect';
import type { DiffOptions } from './commands/diff';
import type { DoctorOptions } from './commands/doctor';
import type { EstimateOptions } from './commands/estimate';
import type { IntensityCommandOptions } from './commands/intensity';
import type { PruneOptions } from './commands/prune';
import type { ReportOptions } from './commands/report';
import type { RunOptions } from './commands/run-plan';
import type { RunsOptions } from './commands/runs';
import type { TagOptions } from './commands/tag';
import type { WatchOptions } from './commands/watch';
import { comparisonFormats } from './comparison-table';
import { addIntensityOptions, addRunOptions, interval, json, region, runsFolder } from './command-options';
import { exitCodes } from './output';
import { addHardwareLifeOptions, addPlanOptions } from './plan-command-options';
import { addPowerOptions } from './power-options';
import { keeperCommand } from './terminal/messages';
import { expectDriver } from './sources/driver-library';
import type { DriverWorker } from './sources/driver-worker';
import { nvmlNames } from './sources/nvml-names';
import { tryDriverCommand } from './sources/rehearsal';
import { letGoOfLostTerminal } from './terminal/terminal';

/**
 * The command line. Each command is loaded when it is called, and where that is `run` the others are not even described, so that
 * a run starts fast.
 */
function commandLine(first: string | undefined, finish: (exitCode: number) => void): Command {
  const program = new Command('wattlens')
    .description('What a model will cost, what it is costing now, and what it did cost, in kWh and CO2e.')
    .version(version)
    .enablePositionalOptions()
    .showHelpAfterError('(wattlens --help lists the commands)')
    .configureOutput({
      // The option that every command has is near to nearly every short word.
      outputError: (text, write) => {
        write(text.replace('\n(Did you mean --help?)', ''));
      },
    })
    .exitOverride();

  program
    .command('run')
    .description('Run a command in this terminal and meter it')
    .argument('<command...>', 'the command, after --')
    .addOption(
      new Option(
        '--baseline <seconds>',
        'measure idle power this long before the launch, for net energy; 0 takes what was measured in the last day',
      )
        .argParser(numberBetween(0, 600, 's'))
        .default(0),
    )
    .addOption(
      new Option('--start-at <time>', 'wait, and start the command then (ISO 8601, within a week)').argParser(
        momentToCome,
      ),
    )
    .option(
      '--wait-for-tree',
      'meter what the command leaves running in the background too, and end with the last of it',
    )
    .addOption(
      new Option(
        '--keep-terminal',
        'give the command a terminal of its own, which outlives this one; what it prints then tells its progress',
      ),
    )
    .passThroughOptions()
    .action(async (command: string[], options: RunOptions) => {
      const { run } = await import('./commands/run');
      finish(await run(command, options));
    });

  if (first !== 'run') describeOthers(program, finish);
  addSharedOptions(program);
  return program;
}

/** All commands but `run`. */
function describeOthers(program: Command, finish: (exitCode: number) => void): void {
  program
    .command('attach')
    .description('Meter a process that was started by hand, until it and all that it started have ended')
    .addOption(
      new Option('--pid <pid>', 'the process')
        .argParser(integerBetween(1, 2 ** 31 - 1, ''))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option(
        '--read-output',
        'read what the process prints from standard input, for its progress',
      ).hideHelp(),
    )
    .addOption(new Option('--started <ticks>').argParser(integerBetween(0, 2 ** 53 - 1, '')).hideHelp())
    .addOption(new Option('--kind <name>').hideHelp())
    .action(async (options: Omit<AttachOptions, 'baseline'>) => {
      const { attach } = await import('./commands/attach');
      finish(await attach({ ...options, baseline: 0 }));
    });

  // For `run` alone: the process that keeps the terminal of its command.
  program
    .command(keeperCommand, { hidden: true })
    .argument('<log-file>')
    .argument('<command...>')
    .passThroughOptions()
    .action(async (logFile: string, command: string[]) => {
      const { keepTerminal } = await import('./terminal/keeper');
      finish(await keepTerminal(command, logFile));
    });

  // For the sources that call a driver's library: the process that calls it first.
  program
    .command(tryDriverCommand, { hidden: true })
    .argument('<driver>')
    .action(async (key: string) => {
      const [{ answerRehearsal }, { driverTrials }] = await Promise.all([
        import('./sources/rehearsal'),
        import('./sources/driver-trials'),
      ]);
      await answerRehearsal(async () => {
        const attempt = await driverTrials[key]?.();
        await attempt?.();
      });
    });

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
      const { report } = await import('./commands/report');
      finish(await report(text, options));
    });

  const listOfRuns = program
    .command('runs')
    .description('List the runs')
    .addOption(runsFolder())
    .addOption(json())
    .action(async (options: RunsOptions) => {
      const { runs } = await import('./commands/runs');
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
      const { prune } = await import('./commands/prune');
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
      const { tag } = await import('./commands/tag');
      finish(await tag(run, tags, options, listOfRuns.opts()));
    });

  program
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
      const { estimateFile } = await import('./commands/estimate');
      finish(await estimateFile(file, options));
    });

  program
    .command('compare')
    .description('What a model will cost in other places, or on other hardware')
    .argument('<file>', 'as of estimate')
    .option('--regions <list>', 'places, with commas between: DE,FR,aws:us-east-1')
    .option('--hardware <list>', 'accelerators, with commas between: "H100 SXM,A100 80GB,RTX 4090"')
    .addOption(region())
    .option('--markdown', 'print a Markdown table')
    .addOption(json())
    .action(async (file: string, options: CompareOptions) => {
      const { compareFile } = await import('./commands/compare');
      finish(await compareFile(file, options));
    });

  program
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
      const { diff } = await import('./commands/diff');
      finish(await diff(file, options));
    });

  program
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
      const { check } = await import('./commands/check');
      finish(await check(files, options));
    });

  program
    .command('detect')
    .description('Tell training scripts from others')
    .argument('<path...>', 'files and folders')
    .addOption(json())
    .action(async (paths: string[], options: DetectOptions) => {
      const { detect } = await import('./commands/detect');
      finish(await detect(paths, options));
    });

  program
    .command('processes')
    .description('The running processes that are likely to train, for attach')
    .addOption(json())
    .action(async (options: { readonly json?: boolean }) => {
      const { processes } = await import('./commands/processes');
      finish(await processes(options));
    });

  program
    .command('regions')
    .description('The places that --region takes, and the one that this machine names')
    .argument('[query]', 'a code, or a part of a name')
    .addOption(json())
    .action(async (query: string | undefined, options: { readonly json?: boolean }) => {
      const { regions } = await import('./commands/regions');
      finish(await regions(query, options));
    });

  program
    .command('intensity')
    .description('The present carbon intensity, from a provider that is asked over the network')
    .addOption(region())
    .addOption(json())
    .action(async (options: IntensityCommandOptions) => {
      const { intensity } = await import('./commands/intensity');
      finish(await intensity(options));
    });

  program
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
      const { cleanest } = await import('./commands/cleanest');
      finish(await cleanest(options));
    });

  program
    .command('doctor')
    .description('Every power source known: usable or not, why, and what would mend it')
    .addOption(json())
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('./commands/doctor');
      finish(await doctor(options));
    });

  program
    .command('watch')
    .description('Live readings of this machine')
    .addOption(json())
    .addOption(interval(1000))
    .action(async (options: WatchOptions) => {
      const { watch } = await import('./commands/watch');
      finish(await watch(options));
    });
}

function addSharedOptions(program: Command): void {
  for (const command of program.commands)
    if (['run', 'attach'].includes(command.name())) addRunOptions(command);
  for (const command of program.commands)
    if (['intensity', 'cleanest'].includes(command.name())) addIntensityOptions(command);
  for (const command of program.commands)
    if (['run', 'attach', 'watch', 'doctor'].includes(command.name())) addPowerOptions(command);
  for (const command of program.commands)
    if (['estimate', 'compare', 'diff', 'check'].includes(command.name())) addPlanOptions(command);
  for (const command of program.commands)
    if (['run', 'attach', 'estimate', 'compare', 'diff', 'check'].includes(command.name()))
      addHardwareLifeOptions(command);
  for (const command of program.commands) {
    for (const each of [command, ...command.commands]) {
      const words = command === each ? each.name() : `${command.name()} ${each.name()}`;
      each.showHelpAfterError(`(wattlens ${words} --help lists its options)`);
    }
  }
}

/** Returns the exit code of the process. `driver` calls NVIDIA's library, where that may be there and is wanted. */
async function main(parameters: readonly string[], driver: DriverWorker | null): Promise<number> {
  let exitCode: number = exitCodes.done;
  if (driver !== null) expectDriver(nvmlNames, driver);
  const program = commandLine(parameters[0], (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(parameters, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has said what is wrong; its own code is 0 for --help and --version.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    throw error;
  }
}

/** Runs the command line, and ends the process with it. */
export function start(parameters: readonly string[], driver: DriverWorker | null): void {
  main(parameters, driver).then(
    (exitCode) => {
      letGoOfLostTerminal();
      process.exit(exitCode);
    },
    (error: unknown) => {
      process.stderr.write(`wattlens: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(exitCodes.wrong);
    },
  );
}
