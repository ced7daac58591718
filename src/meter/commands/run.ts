import { devNull } from 'node:os';
import { join, resolve } from 'node:path';
import { randomBytes } from 'node:crypto';
import { formatDuration, formatKnown } from '../../units/format';
import { whyNotWritable } from '../../runs/folder';
import { formatEmissionsRange, formatEnergyRange } from '../../runs/report/energy';
import { defaultRunsFolder } from '../../runs/store';
import type { RunSummary } from '../../runs/summary';
import { selectProbes } from '../attribution/select-probes';
import { describePlace, intensityFor, placeOfRun, pueFor, whyNoIntensity } from '../carbon';
import { embodiedOf } from '../embodied';
import { endBeforeLaunch, MeteredChild, type LaunchedChild } from '../child';
import { keepBaseline, recallBaseline } from '../known-baseline';
import { openSources, sourceKeys, type OpenSources } from '../open-sources';
import { exitCodes } from '../output';
import { RunMeter } from '../run-meter';
import { leadsTerminalSession, say } from '../terminal/terminal';

export interface RunOptions {
  readonly runs?: string;
  readonly interval: number;
  readonly label?: string;
  readonly source?: string;
  readonly region?: string;
  /** The cloud provider's where the region is one of its own, else 1. */
  readonly pue?: number;
  readonly baseline: number;
  /** Give the command a terminal that outlives this one; by itself where this terminal was opened for the meter. */
  readonly keepTerminal?: boolean;
}

/** Runs a command in this terminal and meters it. Returns the command's own exit code. */
export async function run(command: readonly string[], options: RunOptions): Promise<number> {
  const wrong = await whyWrong(options);
  if (wrong !== null) {
    say(wrong);
    return exitCodes.usage;
  }
  const child = new MeteredChild(endBeforeLaunch);
  // The training waits for its parent: nothing that happens in here may end it.
  process.on('uncaughtException', (error) => {
    say(`metering failed (${error.message}); the command goes on`);
  });
  // A file size limit (ulimit -f) is then an error of the write, and not the end of the meter.
  if (process.platform !== 'win32') process.on('SIGXFSZ', () => undefined);
  const runsFolder = options.runs ?? defaultRunsFolder();
  const unwritable = whyNotWritable(runsFolder);
  if (unwritable !== null) {
    sayUnmetered(runsFolder, unwritable);
    return runUnmetered(child, command, options);
  }
  const id = newRunId();
  const [opened, place] = await Promise.all([
    openSources(options.source, runsFolder),
    placeOfRun(options.region),
  ]);
  const { probes, selection, notes } = selectProbes(opened.probes, command, process.env);
  const sources = { ...opened, probes };
  const region = place.region ?? undefined;
  const meter = new RunMeter(
    {
      id,
      label: options.label ?? null,
      command,
      intervalMs: options.interval,
      baselineSeconds: options.baseline,
      knownBaseline: recallBaseline(runsFolder, probes),
      carbonIntensity: await intensityFor(region),
      pue: options.pue ?? (await pueFor(region)),
      selection,
      embodied: await embodiedOf(sources.probes),
      notes: [...notes, describePlace(place)],
    },
    sources,
    say,
  );
  try {
    await meter.prepare();
    if (meter.measuredBaseline !== null) keepBaseline(runsFolder, probes, meter.measuredBaseline);
    meter.begin(join(runsFolder, id));
  } catch (error) {
    sayUnmetered(runsFolder, error instanceof Error ? error.message : String(error));
    return runUnmetered(child, command, options);
  }
  say(`run ${id}: ${describeSources(sources)}`);
  const { pid, end } = await launch(child, command, options, join(runsFolder, id, 'terminal.log'));
  meter.run(pid);
  const ended = await end;
  const summary = await meter.finish(ended);
  if (ended.problem !== null) say(ended.problem);
  if (summary !== null) say(describeEnd(summary, reportable(runsFolder, id)));
  sources.close();
  return ended.exitCode;
}

/**
 * In a shell the command shares the shell's terminal. Where the terminal was opened for the meter alone, as an editor
 * does for a task, it would die with the meter or the editor, and take the command along: there it gets its own.
 */
function launch(
  child: MeteredChild,
  command: readonly string[],
  options: RunOptions,
  logFile: string,
): Promise<LaunchedChild> {
  return options.keepTerminal === true || leadsTerminalSession()
    ? child.launchKept(command, logFile)
    : Promise.resolve(child.launch(command));
}

async function runUnmetered(
  child: MeteredChild,
  command: readonly string[],
  options: RunOptions,
): Promise<number> {
  const { end } = await launch(child, command, options, devNull);
  const ended = await end;
  if (ended.problem !== null) say(ended.problem);
  return ended.exitCode;
}

const sayUnmetered = (runsFolder: string, reason: string): void => {
  say(
    `the runs folder ${runsFolder} can't be written (${reason}), so this run is not metered. Choose another with --runs DIR or WATTLENS_RUNS.`,
  );
};

async function whyWrong(options: RunOptions): Promise<string | null> {
  if (options.source !== undefined) {
    const keys = await sourceKeys();
    if (!keys.includes(options.source))
      return `there is no source ${options.source}; there are ${keys.join(', ')}`;
  }
  return options.region === undefined ? null : whyNoIntensity(options.region);
}

/** `20260512-143015123-1a2b3c`: UTC to the millisecond, so that ids sort by time on every machine. */
function newRunId(): string {
  const time = new Date()
    .toISOString()
    .replaceAll(/[-:.Z]/g, '')
    .replace('T', '-');
  return `${time}-${randomBytes(3).toString('hex')}`;
}

function describeSources({ probes }: OpenSources): string {
  if (probes.length === 0) return 'nothing can be measured here; wattlens doctor says why';
  const counts = new Map<string, number>();
  for (const { name, source, provenance } of probes) {
    const text = `${name} by ${source} (${provenance})`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].map(([text, count]) => (count === 1 ? text : `${count} x ${text}`)).join(', ');
}

/** What `report` finds the run by: its id alone in the usual folder, else its path. */
const reportable = (runsFolder: string, id: string): string =>
  resolve(runsFolder) === defaultRunsFolder() ? id : join(runsFolder, id);

function describeEnd(summary: RunSummary, run: string): string {
  const { range, provenance } = summary.energyJoules;
  const energy = range === null ? 'energy not known' : `${formatEnergyRange(range)} ${provenance ?? ''}`;
  const mass = formatKnown(summary.co2eGrams.range, formatEmissionsRange);
  const duration = formatKnown(summary.durationSeconds, formatDuration);
  return `${energy}, ${mass} CO2e (${summary.carbonIntensity.place}), ${duration}. More: wattlens report ${run}`;
}
