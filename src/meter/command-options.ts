import { Option, type Command } from 'commander';
import { budgetActions } from '../runs/budget-actions';
import { integerBetween, numberBetween } from './arguments';

/** Options that several commands have. */

export const interval = (usual: number): Option =>
  new Option('--interval <ms>', 'time between two samples')
    .argParser(integerBetween(10, 60_000, 'ms'))
    .default(usual);

export const runsFolder = (): Option =>
  new Option('--runs <dir>', 'the runs folder (else WATTLENS_RUNS, else ~/.wattlens/runs)');

export const json = (): Option => new Option('--json', 'print JSON');

/** `otherwise` is the place that is taken where none is given. */
export const region = (otherwise = 'the world’s mean'): Option =>
  new Option(
    '--region <place>',
    `where the electricity comes from: a country (DE), a zone (US-CA, SE3) or a cloud region (aws:us-east-1); wattlens regions lists them (else ${otherwise})`,
  );

/** Who is asked for the live carbon intensity, and of where. */
export const addIntensityOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--intensity-provider <name>',
        'ask it for the live carbon intensity: electricity-maps, watttime, uk-carbon-intensity, energy-charts, entsoe, custom; none (else WATTLENS_INTENSITY_PROVIDER, else none: nothing leaves the machine)',
      ),
    )
    .addOption(
      new Option('--intensity-zone <zone>', 'the provider’s own name of the place (else as the region says)'),
    )
    .addOption(
      new Option('--intensity-url <url>', 'the custom URL, or another address of the provider’s API'),
    );

/** What every metered run has, launched or attached to. */
export const addRunOptions = (command: Command): Command =>
  addIntensityOptions(
    command
      .addOption(runsFolder())
      .addOption(interval(1000))
      .option('--label <text>', 'a name for the run')
      .option('--source <name>', 'use this source alone (wattlens doctor lists them)')
      .addOption(region('the cloud region that this machine names, else the world’s mean'))
      .addOption(
        new Option('--pue <factor>', 'power usage effectiveness of the data centre').argParser(
          numberBetween(1, 10, ''),
        ),
      )
      .option('--estimate <file>', 'a model configuration: hold what the run takes against its estimate')
      .addOption(
        new Option(
          '--budget-kwh <kwh>',
          'energy that the run may take: says early, by the forecast, when it will not do',
        ).argParser(numberBetween(1e-9, 1e12, 'kWh')),
      )
      .addOption(
        new Option('--budget-co2e-kg <kg>', 'the same for operational CO2e').argParser(
          numberBetween(1e-9, 1e12, 'kg'),
        ),
      )
      .addOption(
        new Option('--on-budget <action>', 'what to do when a budget is spent')
          .choices(budgetActions)
          .default('warn'),
      )
      .addOption(new Option('--note <text>').hideHelp())
      .addOption(
        new Option(
          '--json',
          'at the end, print what report --format json tells, in one line: run on stderr, attach on stdout',
        ),
      ),
  );
