import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { describeEstimates } from './command-line/estimates';
import type { Finish } from './command-line/finish';
import { describeAttach, describeHelpers, describeMachine, describeRun } from './command-line/metering';
import { describeQuestions } from './command-line/questions';
import { describeRuns } from './command-line/runs';
import { exitCodes } from './output';
import { expectDriver } from './sources/driver-library';
import type { DriverWorker } from './sources/driver-worker';
import { nvmlNames } from './sources/nvml-names';
import { letGoOfLostTerminal } from './terminal/terminal';

/** All commands but `run`, in the order of the help. */
const others = [
  describeAttach,
  describeHelpers,
  describeRuns,
  describeEstimates,
  describeQuestions,
  describeMachine,
];

/**
 * The command line. Each command is loaded when it is called, and where that is `run` the others are not even described, so that
 * a run starts fast.
 */
function commandLine(first: string | undefined, finish: Finish): Command {
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

  describeRun(program, finish);
  if (first !== 'run') for (const describe of others) describe(program, finish);
  for (const command of program.commands)
    for (const each of [command, ...command.commands]) {
      const words = command === each ? each.name() : `${command.name()} ${each.name()}`;
      each.showHelpAfterError(`(wattlens ${words} --help lists its options)`);
    }
  return program;
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
