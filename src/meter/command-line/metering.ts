import { Option, type Command } from 'commander';
import { integerBetween, momentToCome, numberBetween } from '../arguments';
import { addRunOptions, interval, json } from '../command-options';
import type { AttachOptions } from '../commands/attach';
import type { DoctorOptions } from '../commands/doctor';
import type { RunOptions } from '../commands/run-plan';
import type { WatchOptions } from '../commands/watch';
import { addHardwareLifeOptions } from '../plan-command-options';
import { addPowerOptions } from '../power-options';
import { tryDriverCommand } from '../sources/rehearsal';
import { keeperCommand } from '../terminal/messages';
import type { Finish } from './finish';

/** `run`: a command of the user's, metered. */
export function describeRun(program: Command, finish: Finish): void {
  const run = program
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
      const { run } = await import('../commands/run');
      finish(await run(command, options));
    });
  addRunOptions(run);
  addPowerOptions(run);
  addHardwareLifeOptions(run);
}

/** `attach`: a process that runs already, metered. */
export function describeAttach(program: Command, finish: Finish): void {
  const attach = program
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
      const { attach } = await import('../commands/attach');
      finish(await attach({ ...options, baseline: 0 }));
    });
  addRunOptions(attach);
  addPowerOptions(attach);
  addHardwareLifeOptions(attach);
}

/** Commands that the meter starts itself with; hidden from people. */
export function describeHelpers(program: Command, finish: Finish): void {
  // For `run` alone: the process that keeps the terminal of its command.
  program
    .command(keeperCommand, { hidden: true })
    .argument('<log-file>')
    .argument('<command...>')
    .passThroughOptions()
    .action(async (logFile: string, command: string[]) => {
      const { keepTerminal } = await import('../terminal/keeper');
      finish(await keepTerminal(command, logFile));
    });

  // For the sources that call a driver's library: the process that calls it first.
  program
    .command(tryDriverCommand, { hidden: true })
    .argument('<driver>')
    .action(async (key: string) => {
      const [{ answerRehearsal }, { driverTrials }] = await Promise.all([
        import('../sources/rehearsal'),
        import('../sources/driver-trials'),
      ]);
      await answerRehearsal(async () => {
        const attempt = await driverTrials[key]?.();
        await attempt?.();
      });
    });
}

/** `doctor` and `watch`: what this machine can be measured by, and what it draws now. */
export function describeMachine(program: Command, finish: Finish): void {
  const doctor = program
    .command('doctor')
    .description('Every power source known: usable or not, why, and what would mend it')
    .addOption(json())
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('../commands/doctor');
      finish(await doctor(options));
    });
  addPowerOptions(doctor);

  const watch = program
    .command('watch')
    .description('Live readings of this machine')
    .addOption(json())
    .addOption(interval(1000))
    .action(async (options: WatchOptions) => {
      const { watch } = await import('../commands/watch');
      finish(await watch(options));
    });
  addPowerOptions(watch);
}
