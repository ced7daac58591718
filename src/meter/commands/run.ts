import type { RunSummary } from '../../runs/summary';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { workingFolder } from '../../files/working-folder';
import { whyNotWritable } from '../../runs/folder';
import { noteTexts } from '../../runs/note-texts';
import { defaultRunsFolder, journalFileName, terminalLogFileName } from '../../runs/run-files';
import { isLiveRun } from '../../runs/store';
import { takeReconnection } from '../../runs/task-reconnection';
import { selectSources, type SelectedProbes } from '../attribution/select-probes';
import { endBeforeLaunch, MeteredChild, type LaunchedChild } from '../child';
import { DelayedRunWait, takeHandedRun } from '../delayed-run';
import { beFrugal } from '../frugality';
import { keepFile } from '../kept-file';
import { endMeanwhile } from '../meanwhile';
import { keepBaseline } from '../known-baseline';
import { monotonicSeconds } from '../monotonic';
import type { Observation } from '../observation';
import { openSources, openUnproven, type OpenSources } from '../open-sources';
import { powerCommandIn, powerCommandTrouble, whyNoneOfSource } from '../power-options';
import { exitCodes } from '../output';
import type { Progress } from '../../progress/progress';
import { takeIntensitySetup } from '../live-intensity';
import { queuedElsewhere } from '../processes/queued-elsewhere';
import { marksIn } from '../processes/run-mark';
import { stopSignal } from '../stop-signal';
import { retold, watchCounters } from '../prove-counters';
import { readAtLaunch } from '../launch-readings';
import { RunMeter } from '../run-meter';
import { endDriverThreads, watchMeter } from '../sources/driver-library';
import { untilTreeEnds } from '../tree-end';
import { waitUntil } from '../wait-until';
import { whyNoKeptTerminal } from '../terminal/kept-child';
import { isRunning, leadsTerminalSession, say, sayLine } from '../terminal/terminal';
import { followRun, type FollowedRun } from './followed-run';
import {
  describeEnd,
  describeSources,
  newRunId,
  planOf,
  reportable,
  settingsOf,
  whyWrong,
  type RunOptions,
} from './run-plan';
import { inEnglish } from '../../units/message';

/** Runs a command in this terminal and meters it. Returns the command's own exit code. */
export async function run(command: readonly string[], options: RunOptions): Promise<number> {
  const wrong = await whyWrong(options);
  if (wrong !== null) {
    say(wrong);
    return exitCodes.usage;
  }
  const reconnection = takeReconnection(process.env, Date.now());
  if (reconnection !== null) {
    const { standInForFormerRun } = await import('../former-run');
    return standInForFormerRun(reconnection, options.runs ?? defaultRunsFolder());
  }
  // Before any program is started: none inherits a key.
  const intensity = await takeIntensitySetup(options);
  const delayed = delayedRunOf(options);
  const child = new MeteredChild((signal) => {
    // Of all signals these alone can only be a person's, and not the end of a window or of the machine.
    if (signal === 'SIGINT' || signal === 'SIGQUIT') delayed?.cancel();
    endBeforeLaunch(signal);
  });
  // The training waits for its parent: nothing that happens in here may end it.
  process.on('uncaughtException', (error) => {
    say(`metering failed (${error.message}); the command goes on`);
  });
  // A file size limit (ulimit -f) is then an error of the write, and not the end of the meter.
  if (process.platform !== 'win32') process.on('SIGXFSZ', () => undefined);
  const why = await whyNotStarted(command, options, delayed);
  if (why !== null) {
    say(`${command.join(' ')} does not start here: ${why}`);
    return exitCodes.done;
  }
  const runsFolder = options.runs ?? defaultRunsFolder();
  const unwritable = whyNotWritable(runsFolder);
  if (unwritable !== null) {
    sayUnmetered(runsFolder, inEnglish(unwritable));
    return runUnmetered(child, command, options);
  }
  const whyNotKept = options.keepTerminal === true ? whyNoKeptTerminal() : null;
  if (whyNotKept !== null) say(`--keep-terminal does nothing ${whyNotKept}`);
  const id = newRunId();
  const runFolder = join(runsFolder, id);
  let prepared: ReadyToLaunch;
  let readings: ReturnType<typeof readAtLaunch>;
  try {
    prepared = await openForLaunch(command, options, runsFolder);
    // A driver may have held this thread up: signals that came meanwhile are heard first.
    for (let turns = 0; turns < 2; turns++) await turn();
    readings = readAtLaunch(prepared.sources.probes);
  } catch (error) {
    say(`metering failed (${messageOf(error)}); the command runs without`);
    return runUnmetered(child, command, options);
  }
  let followed: FollowedRun | null = null;
  const launched = await launch(
    child,
    { command, run: id },
    options,
    join(runFolder, terminalLogFileName),
    (progress) => followed?.takeProgress(progress),
  );
  const launchedAt = monotonicSeconds();
  try {
    const { opened, sources, selected, observations } = await proveForRun(
      prepared,
      command,
      readings.observations,
    );
    const { probes } = sources;
    const meter = prepared.meter ?? new RunMeter(settingsOf(options, selected), sources, say);
    const whyNoSource = whyNoneOfSource(options.source, opened);
    const within = marksIn(process.env).filter((outer) => isLiveRun(runsFolder, outer));
    const plan = await planOf({ id, within, command, options, runsFolder, selected, whyNoSource, intensity });
    try {
      meter.begin(runFolder, plan, { ...readings, observations });
    } catch (error) {
      sayUnmetered(runsFolder, messageOf(error));
      return await unmetered(launched);
    }
    if (options.json !== true) say(`run ${id}: ${describeSources(sources)}`);
    if (whyNoSource !== null) say(whyNoSource);
    const powerTrouble = powerCommandTrouble(options, opened);
    if (powerTrouble !== null && whyNoSource === null) say(powerTrouble);
    if (plan.whyNotLive !== null) say(plan.whyNotLive);
    tellOfQueue(command, meter);
    for (const { name, content } of opened.kept) keepFile(runFolder, name, content);
    if (meter.measuredBaseline !== null) keepBaseline(runFolder, probes, meter.measuredBaseline);
    meter.run(launched.pid, launchedAt);
    followed = followRun(
      meter,
      { pid: launched.pid, cwd: workingFolder(), command, isAttached: false },
      { plan, options, probes },
    );
    return await meterToEnd(meter, launched, followed, { id, options, sources, runsFolder });
  } catch (error) {
    say(`metering failed (${messageOf(error)}); the command goes on`);
    return unmetered(launched);
  }
}

interface ReadyToLaunch {
  readonly opened: OpenSources;
  readonly sources: OpenSources;
  readonly selected: SelectedProbes;
  /** Where it has measured the idle power. */
  readonly meter: RunMeter | null;
}

/** All that a command waits for: its energy counts from the reading that comes next. */
async function openForLaunch(
  command: readonly string[],
  options: RunOptions,
  runsFolder: string,
): Promise<ReadyToLaunch> {
  beFrugal();
  const context = { runsFolder, powerCommand: powerCommandIn(options) };
  if (options.baseline === 0) {
    const opened = await openUnproven(options.source, context);
    return { opened, ...selectSources(opened, command, process.env), meter: null };
  }
  const opened = await openSources(options.source, context);
  const { sources, selected } = selectSources(opened, command, process.env);
  const meter = new RunMeter(settingsOf(options, selected), sources, say);
  await meter.prepare();
  return { opened, sources, selected, meter };
}

/** Says, and keeps in the journal, that the command has its work done elsewhere. */
function tellOfQueue(command: readonly string[], meter: RunMeter): void {
  const queue = queuedElsewhere(command, process.env);
  if (queue === null) return;
  const note = noteTexts.write(
    '{0} hands the job to a queue or to another machine: what the job draws there is not in this run. To meter it, start the training in the job itself by: wattlens run -- COMMAND.',
    queue,
  );
  meter.takeNote(note);
  say(note);
}

/** Looks whether counters that nobody has seen to move do: the command runs meanwhile. */
async function proveForRun(
  ready: ReadyToLaunch,
  command: readonly string[],
  observations: Observation[],
): Promise<Omit<ReadyToLaunch, 'meter'> & { readonly observations: readonly Observation[] }> {
  const { opened, sources } = ready;
  if (opened.inDoubt.size === 0) return { ...ready, observations };
  const moved = await watchCounters(sources.probes, opened.inDoubt, observations);
  const proven = await opened.proven(moved);
  const chosen = selectSources(proven, command, process.env);
  const disbelieved = new Set([...opened.inDoubt].filter((id) => !moved.has(id)));
  if (disbelieved.size === 0) return { opened: proven, ...chosen, observations };
  return {
    opened: proven,
    ...chosen,
    observations: retold(observations, disbelieved, chosen.sources.probes),
  };
}

/** The wait for a run that an editor has delayed; null where this is none. */
function delayedRunOf({ startAt }: RunOptions): DelayedRunWait | null {
  const handed = takeHandedRun(process.env);
  return handed === null || startAt === undefined ? null : new DelayedRunWait(handed, say);
}

/** Waits for the time of a run that has one. Why it is not to start then, as a phrase; null where it is. */
async function whyNotStarted(
  command: readonly string[],
  { startAt }: RunOptions,
  delayed: DelayedRunWait | null,
): Promise<string | null> {
  if (startAt === undefined) return null;
  if (delayed === null) return waitUntil(startAt, command, () => null);
  return delayed.begin() ?? (await waitUntil(startAt, command, () => delayed.look())) ?? delayed.start();
}

interface MeteredRun {
  readonly id: string;
  readonly options: RunOptions;
  readonly sources: OpenSources;
  readonly runsFolder: string;
}

/** Meters until the command, and what is to be waited for, has ended. Returns the command's exit code. */
async function meterToEnd(
  meter: RunMeter,
  { pid, end }: LaunchedChild,
  followed: FollowedRun,
  { id, options, sources, runsFolder }: MeteredRun,
): Promise<number> {
  const journal = join(runsFolder, id, journalFileName);
  const watch =
    pid === null
      ? null
      : watchMeter({
          run: { pid, journal, startedAt: String(meter.startedNanoseconds) },
          longestSilenceSeconds: longestSilenceSeconds(options.interval),
        });
  const ended = await end;
  const isWaitEnded = options.waitForTree === true && !(await untilTreeEnds(meter, stopSignal()));
  watch?.ended(ended.exitCode);
  followed.close();
  let leftBehind: readonly number[] = [];
  const summary = await meter.finish(ended, (atEnd, note) => {
    // What was about to end has ended by now.
    leftBehind = meter.livingPids.filter(isRunning);
    if (leftBehind.length > 0) note(leftBehindNote(leftBehind));
    followed.conclude(atEnd, note);
  });
  if (ended.problem !== null) say(ended.problem);
  sayLeftBehind(leftBehind, isWaitEnded);
  // Standard output is the command's alone.
  if (summary !== null && options.json === true) sayLine(JSON.stringify(summary));
  else if (summary !== null) {
    say(describeEnd(summary, reportable(runsFolder, id)));
    await sayWhereProgressIs(summary, options);
  }
  sources.close();
  endDriverThreads();
  return ended.exitCode;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A meter that has asked no driver for this long may have crashed. */
const longestSilenceSeconds = (intervalMs: number): number => Math.max(10, (3 * intervalMs) / 1000);

/** A run ends with its command, so that nothing waits for it; what goes on in the background is told, and how to meter it. */
function sayLeftBehind(pids: readonly number[], isWaitEnded: boolean): void {
  const [first] = pids;
  if (first === undefined) return;
  const which = pids.length === 1 ? `process ${first}` : `processes ${pids.join(', ')}`;
  const left = isWaitEnded
    ? `the wait was ended while ${which} of the command ${pids.length === 1 ? 'runs' : 'run'}`
    : `the command has left ${which} running`;
  const further = isWaitEnded ? '' : ', run --wait-for-tree waits for it';
  say(`${left}, whose energy from here on is in no run: wattlens attach --pid ${first} meters it${further}`);
}

const leftBehindNote = (pids: readonly number[]): string =>
  noteTexts.write(
    pids.length === 1
      ? 'The command has left process {0} running: what it drew after the end of the run is not in it.'
      : 'The command has left processes {0} running: what they drew after the end of the run is not in it.',
    pids.join(', '),
  );

/** Shorter runs are over before a forecast would help. */
const progressMattersSeconds = 60;

/** A training whose output went past the meter is told how the next one is followed. */
async function sayWhereProgressIs(
  { command, progress, durationSeconds }: Pick<RunSummary, 'command' | 'progress' | 'durationSeconds'>,
  options: RunOptions,
): Promise<void> {
  if (progress !== null || options.keepTerminal === true || (durationSeconds ?? 0) < progressMattersSeconds)
    return;
  const { trainingCommand } = await import('../../detect/command-line');
  if (trainingCommand(command) === null) return;
  say(
    'its steps were not seen: what it prints goes to this terminal or a pipe, past the meter. run --keep-terminal reads along: joules a step and a forecast of the total',
  );
}

/**
 * In a shell the command shares the shell's terminal. Where the terminal was opened for the meter alone, as an editor
 * does for a task, it would die with the meter or the editor, and take the command along: there it gets its own.
 */
function launch(
  child: MeteredChild,
  { command, run }: { readonly command: readonly string[]; readonly run: string | null },
  options: RunOptions,
  logFile: string,
  onProgress: (progress: Progress) => void,
): Promise<LaunchedChild> {
  return options.keepTerminal === true || leadsTerminalSession()
    ? child.launchKept(command, run, logFile, onProgress)
    : Promise.resolve(child.launch(command, run));
}

async function runUnmetered(
  child: MeteredChild,
  command: readonly string[],
  options: RunOptions,
): Promise<number> {
  return unmetered(await launch(child, { command, run: null }, options, devNull, () => undefined));
}

async function unmetered({ end }: LaunchedChild): Promise<number> {
  endMeanwhile();
  const ended = await end;
  if (ended.problem !== null) say(ended.problem);
  return ended.exitCode;
}

const sayUnmetered = (runsFolder: string, reason: string): void => {
  say(
    `the runs folder ${runsFolder} can't be written (${reason}), so this run is not metered. Choose another with --runs DIR or WATTLENS_RUNS.`,
  );
};
