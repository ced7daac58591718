import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { parseJournalLine, type JournalRecord } from '../../src/runs/journal';
import { mayBeRun } from '../../src/runs/run-files';
import { summarize, type RunSummary } from '../../src/runs/summary';

const project = resolve(__dirname, '../..');

let built: string | null = null;

/** The real command line, bundled as it ships, once for all tests; or the one that WATTLENS_CLI names. */
export function commandLine(): string {
  built ??= process.env['WATTLENS_CLI'] ?? bundle();
  return built;
}

function bundle(): string {
  // Inside the project, so that koffi, which is not bundled, is found.
  const outfile = join(project, 'out', 'sim', `wattlens-${process.pid}.js`);
  buildSync({
    entryPoints: [join(project, 'src/meter/start.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // jsonc-parser's main file loads its parts in a way that can't be bundled.
    mainFields: ['module', 'main'],
    external: ['koffi', '@lydell/node-pty'],
    outfile,
  });
  process.once('exit', () => {
    rmSync(outfile, { force: true });
  });
  return outfile;
}

export const temporaryFolder = (name: string): string => mkdtempSync(join(tmpdir(), `wattlens-${name}-`));

export interface FinishedProcess {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartedProcess {
  readonly process: ChildProcess;
  readonly finished: Promise<FinishedProcess>;
}

export function start(parameters: readonly string[], environment: NodeJS.ProcessEnv = {}): StartedProcess {
  return startProgram([process.execPath, commandLine(), ...parameters], environment);
}

/** In a session without a terminal, so that it makes no difference from where the tests are started. */
export function startProgram(
  [program = '', ...parameters]: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): StartedProcess {
  const child = spawn(program, parameters, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const finished = new Promise<FinishedProcess>((done, failed) => {
    child.once('error', failed);
    child.once('close', (code, signal) => {
      done({ code, signal, stdout, stderr });
    });
  });
  return { process: child, finished };
}

/** Runs a command and waits for it without looking at anything else meanwhile. */
export function runToEnd(
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): FinishedProcess {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [commandLine(), ...parameters], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  return { code: status, signal, stdout, stderr };
}

/** What `terminal.py` tells of a command that ran in a terminal of its own. */
export interface TerminalResult {
  readonly output: string;
  /** The exit code; -n where signal n ended it. */
  readonly status: number;
}

/** Runs `command` in a terminal; `options` are those of terminal.py. */
export async function runInTerminal(
  options: readonly string[],
  command: readonly string[],
): Promise<TerminalResult> {
  const result = join(temporaryFolder('terminal'), 'result.json');
  const script = join(__dirname, 'terminal.py');
  const { code, stderr } = await startProgram(['python3', script, result, ...options, '--', ...command])
    .finished;
  if (code !== 0) throw new Error(`terminal.py failed: ${stderr}`);
  const { output, status } = JSON.parse(readFileSync(result, 'utf8')) as { output: string; status: number };
  return { output: Buffer.from(output, 'hex').toString('utf8'), status };
}

/** The ids of the runs of a folder, oldest first. */
export const runIdsIn = (runsFolder: string): string[] => readdirSync(runsFolder).filter(mayBeRun).sort();

/** The one journal of a runs folder. */
export function onlyJournal(runsFolder: string): string {
  const [id, ...others] = runIdsIn(runsFolder);
  if (id === undefined || others.length > 0) throw new Error(`${runsFolder} does not hold exactly one run`);
  return join(runsFolder, id, 'journal.ndjson');
}

export function readJournal(path: string): JournalRecord[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => parseJournalLine(line) ?? []);
}

export function summaryOf(runsFolder: string): RunSummary {
  const summary = summarize(readJournal(onlyJournal(runsFolder)), { meterAlive: false });
  if (summary === null) throw new Error('the journal has no start');
  return summary;
}

/** Waits until `condition` holds; fails after `seconds`. */
export async function until(condition: () => boolean, what: string, seconds = 60): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`waited ${seconds} s in vain: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Waits until a meter has begun a run in a folder. */
export const untilARunIsThere = (runsFolder: string): Promise<void> =>
  until(() => runIdsIn(runsFolder).length > 0, 'the run is there');
