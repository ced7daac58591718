import { message } from '../../units/message';
import { saidByMeter } from '../said-by-meter';
import { translated } from '../translate';
import { spawn } from 'node:child_process';
import * as vscode from 'vscode';
import { nodeVariable } from '../../processes/node-variable';
import { readProcessFacts, type ProcessFacts } from '../../processes/process-facts';
import { meterOptions, reportProblem } from '../launch/prepare-launch';
import { carbonArguments } from '../launch/training-task';
import { readSettings } from '../settings';
import type { OutputRelay } from './output-relay';
import { noticeText } from '../shown-text';

/** What a meter is attached to. */
export interface AttachTarget {
  readonly process: Pick<ProcessFacts, 'pid'> & Partial<Pick<ProcessFacts, 'startTicks'>>;
  readonly kind: 'terminal' | 'debugger' | 'notebook' | 'process';
  readonly label: string;
  /** A file or folder whose settings hold. */
  readonly scope: vscode.Uri | undefined;
  readonly note?: string;
  /** What the process prints to its terminal, for its progress. */
  readonly output?: OutputRelay;
  /** At most this long between two samples. */
  readonly intervalMs?: number;
}

export interface AttachedMeter {
  /** The id of its run; null where the meter could not begin, which has been said. */
  readonly runId: string | null;
  /** Ends the metering; the process goes on. */
  stop(): void;
}

/** What the meter says once it has begun. */
const begun = /^wattlens: run (\S+):/m;
const longestStartMs = 20_000;

/**
 * Starts the meter as a process of its own, in a session of its own: it outlives the window, and the run is found again
 * by its journal. What keeps it from starting is said.
 */
export async function attachMeter(
  meterProgram: string,
  target: AttachTarget,
  log: vscode.LogOutputChannel,
): Promise<AttachedMeter> {
  const settings = readSettings(target.scope);
  const options = await meterOptions(meterProgram, settings, target.scope);
  const none: AttachedMeter = { runId: null, stop: () => undefined };
  if (!options.ok) {
    void reportProblem(options.problem);
    return none;
  }
  const { meter } = options;
  const { pid, startTicks } = target.process;
  const meterArguments = [
    ...['attach', '--pid', String(pid)],
    ...(startTicks === undefined ? [] : ['--started', String(startTicks)]),
    ...['--kind', target.kind, '--label', target.label, '--runs', meter.runsFolder],
    ...['--interval', String(Math.min(meter.intervalMs, target.intervalMs ?? Infinity))],
    ...carbonArguments(meter),
    ...(target.note === undefined ? [] : ['--note', target.note]),
    ...(target.output === undefined ? [] : ['--read-output']),
  ];
  const child = spawn(process.execPath, [meterProgram, ...meterArguments], {
    detached: true,
    stdio: [target.output === undefined ? 'ignore' : 'pipe', 'ignore', 'pipe'],
    env: { ...process.env, ...meter.environment, ...nodeVariable },
  });
  child.unref();
  if (target.output !== undefined) relayOutput(target.output, child);
  const said = await firstWords(child);
  const runId = begun.exec(said)?.[1] ?? null;
  log.info(runId === null ? `Process ${pid} is not metered: ${said.trim()}` : said.trim());
  const isThere = process.platform !== 'linux' || readProcessFacts(pid) !== null;
  if (runId === null && isThere && !said.includes('is metered already'))
    void vscode.window.showWarningMessage(
      vscode.l10n.t('Wattlens: process {0} is not metered: {1}', pid, noticeText(reason(said))),
    );
  return { runId, stop: () => child.kill('SIGINT') };
}

/** A meter that does not keep up misses output: progress comes again, and the extension host must not fill up. */
const longestQueueBytes = 1024 * 1024;

function relayOutput(output: OutputRelay, child: ReturnType<typeof spawn>): void {
  const { stdin } = child;
  if (stdin === null) return;
  // The meter ends with the process, and the pipe with it.
  stdin.on('error', () => {
    output.close();
  });
  child.once('exit', () => {
    output.close();
  });
  output.pipeTo((text) => {
    if (stdin.writable && stdin.writableLength < longestQueueBytes) stdin.write(text);
  });
}

const reason = (said: string): string => translated(saidByMeter(said) ?? message('its meter did not begin'));

/** What a meter says until it has begun or ended; later words are its end, and the journal has that. */
function firstWords(child: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const done = (): void => {
      clearTimeout(timer);
      resolve(said);
    };
    const timer = setTimeout(done, longestStartMs);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(0, 4000);
      if (begun.test(said)) done();
    });
    child.once('error', (error) => {
      said += error.message;
      done();
    });
    child.once('exit', done);
    // The pipe alone must not keep the extension host alive.
    const stream = child.stderr as unknown as { unref?: () => void } | null;
    stream?.unref?.();
  });
}
