import { meterTexts } from '../../runs/meter-texts';
import { join } from 'node:path';
import { whyNotWritable } from '../../runs/folder';
import { defaultRunsFolder } from '../../runs/run-files';
import { findLiveRuns, isLiveRun } from '../../runs/store';
import { selectSources } from '../attribution/select-probes';
import { beFrugal } from '../frugality';
import { keepFile } from '../kept-file';
import { openSources } from '../open-sources';
import { powerCommandIn, powerCommandTrouble, whyNoneOfSource } from '../power-options';
import { exitCodes, print, refuse } from '../output';
import { takeIntensitySetup } from '../live-intensity';
import { eitherOf, stopSignal, waited } from '../stop-signal';
import { watchExit } from '../sources/process-exit';
import { processesAbove } from '../../processes/process-facts';
import { isAlive } from '../../processes/process-identity';
import { readProcess } from '../processes/linux-processes';
import { nameListedProcess, nameProcess, type NamedProcess } from '../processes/named-process';
import { marksIn } from '../processes/run-mark';
import { RunMeter } from '../run-meter';
import { say } from '../terminal/terminal';
import { untilTreeEnds } from '../tree-end';
import { within } from '../within';
import { followRun } from './followed-run';
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
import { noteTexts } from '../../runs/note-texts';
import { inEnglish } from '../../units/message';

export interface AttachOptions extends RunOptions {
  readonly pid: number;
  /** Standard input has what the process prints to its terminal, for its progress. */
  readonly readOutput?: boolean;
  /** When the process that is meant began, in clock ticks after the boot: one that has its number now is refused. */
  readonly started?: number;
  readonly kind?: string;
}

/** After the start, processes that are being started are looked for this often, in milliseconds: launchers fork their workers late. */
const earlyLooks = [100, 300, 700, 1500, 3000, 6000] as const;

/** How often it is looked whether the process still lives: a look costs, and a long run can end a little late. */
const lookMilliseconds = { first: 200, longest: 1000, shareOfElapsed: 0.001 } as const;
/** Once a process has ended, its output is waited for so long; what is drawn meanwhile is the run’s. */
const lastOutputMilliseconds = 100;

/**
 * Meters a process that was started by hand, until it and all that it has started have ended. The process notices
 * nothing of it: when the meter is stopped (Ctrl+C), it goes on.
 */
export async function attach(options: AttachOptions): Promise<number> {
  const wrong = await whyWrong(options);
  if (wrong !== null) return refuse(wrong, exitCodes.usage);
  // Other systems than Linux list what a process is; that takes them longer.
  const named =
    process.platform === 'linux' ? nameProcess(options.pid) : await nameListedProcess(options.pid);
  if (named === null)
    return refuse(meterTexts.write('there is no process {0} that can be seen', options.pid));
  if (options.started !== undefined && named.startTicks !== null && named.startTicks !== options.started)
    return refuse(
      meterTexts.write('the process {0} that was meant has ended, and another has its number', options.pid),
    );
  if (options.pid === process.pid) return refuse('that is this meter itself');
  const runsFolder = options.runs ?? defaultRunsFolder();
  const unwritable = whyNotWritable(runsFolder);
  if (unwritable !== null)
    return refuse(
      meterTexts.write('the runs folder {0} can’t be written ({1})', runsFolder, inEnglish(unwritable)),
    );
  const above = processesAbove(options.pid, (pid) => readProcess(pid)?.parent);
  const live = await findLiveRuns(runsFolder, [options.pid, ...above]);
  const already = live.get(options.pid);
  if (already !== undefined)
    return refuse(meterTexts.write('process {0} is metered already, as run {1}', options.pid, already));
  const marks = marksIn(named.environment ?? {}).filter((id) => isLiveRun(runsFolder, id));
  return meterProcess(named, options, runsFolder, [...new Set([...marks, ...live.values()])]);
}

async function meterProcess(
  { pid, command, environment, cwd, startTicks, startedAtSeconds }: NamedProcess,
  options: AttachOptions,
  runsFolder: string,
  outerRuns: readonly string[],
): Promise<number> {
  const intensity = await takeIntensitySetup(options);
  // The process that is metered is none of this one's own: it goes on.
  const stopped = stopSignal();
  beFrugal();
  const opened = await openSources(options.source, { runsFolder, powerCommand: powerCommandIn(options) });
  const { sources, selected } = selectSources(opened, command, environment ?? {});
  const id = newRunId();
  const whyNoSource = whyNoneOfSource(options.source, opened);
  const plan = await planOf({
    id,
    within: outerRuns,
    command,
    options,
    runsFolder,
    selected,
    whyNoSource,
    intensity,
  });
  const unread =
    environment === null
      ? [
          noteTexts.write(
            "The environment of process {0} can't be read: which GPUs it may use is not known from it.",
            pid,
          ),
        ]
      : [];
  const meter = new RunMeter({ ...settingsOf(options, selected), baselineSeconds: 0 }, sources, say);
  try {
    meter.begin(join(runsFolder, id), {
      ...plan,
      ...(cwd === null ? {} : { cwd }),
      attached: { pid, kind: options.kind ?? 'process', startedAtSeconds },
      notes: [...unread, ...plan.notes],
    });
    for (const { name, content } of opened.kept) keepFile(join(runsFolder, id), name, content);
  } catch (error) {
    sources.close();
    return refuse(error instanceof Error ? error.message : String(error));
  }
  if (whyNoSource !== null) say(whyNoSource);
  const powerTrouble = powerCommandTrouble(options, opened);
  if (powerTrouble !== null && whyNoSource === null) say(powerTrouble);
  if (plan.whyNotLive !== null) say(plan.whyNotLive);
  say(`run ${id}: process ${pid}, ${describeSources(sources)}`);
  meter.run(pid);
  const followed = followRun(
    meter,
    { pid, cwd: cwd ?? process.cwd(), command, isAttached: true },
    { plan, options, probes: sources.probes },
  );
  const isOutputRead = new Promise<true>((resolve) => {
    if (options.readOutput !== true) {
      resolve(true);
      return;
    }
    process.stdin
      .on('error', () => undefined)
      .on('data', (bytes) => {
        followed.takeOutput(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
      })
      .on('close', () => {
        resolve(true);
      });
  });
  const looks = earlyLooks.map((milliseconds) => setTimeout(() => meter.hasLivingTree(), milliseconds));
  const { first, longest, shareOfElapsed } = lookMilliseconds;
  const began = performance.now();
  // Where the kernel tells of the exit, the looks are only for what the process has used.
  const exit = await watchExit(pid);
  const woken = eitherOf(stopped, exit?.signal);
  while (!woken.aborted && isAlive({ pid, startTicks })) {
    meter.glance();
    const wait = exit === null ? shareOfElapsed * (performance.now() - began) : longest;
    await waited(woken, Math.min(Math.max(wait, first), longest));
  }
  exit?.close();
  if (!stopped.aborted) await untilTreeEnds(meter, stopped);
  looks.forEach(clearTimeout);
  // What it printed last may be on its way still; the terminal itself may stay open.
  if (!stopped.aborted) await within(isOutputRead, lastOutputMilliseconds);
  followed.close();
  const summary = await meter.finish({ exitCode: null, signal: null }, followed.conclude);
  if (summary !== null && options.json === true) await print(JSON.stringify(summary));
  else if (summary !== null) say(describeEnd(summary, reportable(runsFolder, id)));
  sources.close();
  return exitCodes.done;
}
