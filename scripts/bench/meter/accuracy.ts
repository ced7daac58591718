// Runs of Wattlens and of the other tools at the same time, on the same simulated GPUs, against the truth of the trace.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunSummary } from '../../../src/runs/summary';
import { simulateNvml, type Simulation } from '../../../test/sim/simulated-nvml';
import { distFolder } from '../../setup/paths.mjs';
import { folderWithSmi, peerCommand, peerEnvironment, peerNames, type PeerName } from './peers';
import { traces, type TraceName } from './traces';

/** What a simulated GPU tells of itself, as options of test/sim/nvml. */
export const sensors = {
  counter: 'duty=0.025/0.1 average-update=0.1 utilization=100',
  'no counter': 'no-counter duty=0.025/0.1 average-update=0.1 utilization=100',
  'average alone': 'no-counter no-instant average-update=0.1',
  'moment alone': 'no-counter architecture=4',
  'part-time alone': 'no-counter name=A100 architecture=7 duty=0.025/0.1',
} as const;
export type Sensor = keyof typeof sensors;

export interface Case {
  readonly trace: TraceName;
  readonly sensor: Sensor;
  readonly gpus: number;
  readonly seconds: number;
}

export interface Result extends Case {
  /** Measured over true, less 1. */
  readonly error: number;
  /** What Wattlens showed that the truth lies between, over the truth, less 1. */
  readonly low: number;
  readonly high: number;
  /** Whether the truth of the sum and of each GPU lies in it. */
  readonly isInside: boolean;
  /** Of the tools that measured at all; null for one that gave up. */
  readonly peers: Readonly<Record<PeerName, number | null>>;
}

/** Zeus asks every GPU from Volta on for its counter, and stops where there is none. */
const isAsked = (peer: PeerName, { sensor }: Case): boolean =>
  peer !== 'zeus' || sensor === 'counter' || sensor === 'moment alone';

/** Python takes this long to load all that they need, where many of them start at once. */
const loadingSeconds = (cases: number): number => 8 + 7 * cases;

/** All of `cases` at the same time. */
export async function measure(cases: readonly Case[], python: string): Promise<Result[]> {
  const startsIn = loadingSeconds(cases.length);
  const folder = mkdtempSync(path.join(tmpdir(), 'wattlens-bench-'));
  const bin = folderWithSmi(folder);
  return Promise.all(cases.map((each) => measureCase(each, python, bin, startsIn)));
}

const monotonic = (): number => Number(process.hrtime.bigint()) / 1e9;

interface Scene {
  readonly simulation: Simulation;
  readonly environment: NodeJS.ProcessEnv;
  /** Monotonic seconds at which the trace and all measuring begins. */
  readonly begin: number;
  /** True joules of all GPUs, or of one, between two monotonic moments. */
  truth(from: number, to: number, gpu?: number): number;
}

function setScene({ trace, sensor, gpus, seconds }: Case, bin: string, startsIn: number): Scene {
  const shifted = traces[trace](gpus, seconds).map((step) => ({ ...step, seconds: step.seconds + startsIn }));
  const begin = monotonic() + startsIn;
  const simulation = simulateNvml(shifted, sensors[sensor]);
  simulation.beginNow();
  const wallClock = Date.now() / 1000 - monotonic();
  const all = Array.from({ length: gpus }, (_, gpu) => gpu);
  return {
    simulation,
    begin,
    environment: { ...process.env, ...simulation.environment, PATH: `${bin}:${process.env['PATH'] ?? ''}` },
    truth: (from, to, only) =>
      (only === undefined ? all : [only]).reduce(
        (sum, gpu) => sum + simulation.trueJoules(gpu, from + wallClock, to + wallClock),
        0,
      ),
  };
}

async function measureCase(each: Case, python: string, bin: string, startsIn: number): Promise<Result> {
  const scene = setScene(each, bin, startsIn);
  const [own, ...others] = await Promise.all([
    measureByWattlens(each, scene),
    ...peerNames.map((peer) => (isAsked(peer, each) ? measureByPeer(peer, each, scene, python) : null)),
  ]);
  const peers = Object.fromEntries(peerNames.map((peer, index) => [peer, others[index] ?? null])) as Record<
    PeerName,
    number | null
  >;
  return { ...each, ...own, peers };
}

async function measureByWattlens(
  { gpus, seconds }: Case,
  scene: Scene,
): Promise<Pick<Result, 'error' | 'low' | 'high' | 'isInside'>> {
  const program = path.join(distFolder, 'wattlens.js');
  const runs = mkdtempSync(path.join(tmpdir(), 'wattlens-bench-runs-'));
  const start = (command: readonly string[]): Promise<Finished> =>
    finished(
      spawn(process.execPath, [program, 'run', '--runs', runs, '--', ...command], {
        env: scene.environment,
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
    );
  // A first run tries the driver out, for which a machine that is loading a dozen Pythons may be too slow.
  for (let tries = 0; tries < 5 && !(await start(['true'])).stderr.includes('NVML'); tries++);
  await sleep(1000 * (scene.begin - monotonic()));
  const wallClock = Date.now() / 1000 - monotonic();
  const { code, stderr } = await start(['sleep', String(seconds)]);
  if (code !== 0) throw new Error(`wattlens run failed: ${stderr}`);
  const summary = summaryIn(runs);
  const from = Date.parse(summary.started) / 1000 - wallClock;
  const to = from + (summary.durationSeconds ?? Number.NaN);
  const devices = summary.devices.filter(({ domain }) => domain === 'gpu');
  if (devices.length !== gpus) throw new Error(`wattlens saw ${devices.length} of ${gpus} GPUs: ${stderr}`);
  const truth = scene.truth(from, to);
  const sumOf = (valueOf: (device: RunSummary['devices'][number]) => number | undefined): number =>
    devices.reduce((sum, device) => sum + (valueOf(device) ?? Number.NaN), 0);
  const low = sumOf(({ range }) => range?.low) / truth - 1;
  const high = sumOf(({ range }) => range?.high) / truth - 1;
  const eachInside = devices.every(({ range }, gpu) => {
    const own = scene.truth(from, to, gpu);
    return range !== null && range.low <= own && own <= range.high;
  });
  return {
    error: sumOf(({ joules }) => joules ?? undefined) / truth - 1,
    low,
    high,
    isInside: low <= 0 && high >= 0 && eachInside,
  };
}

interface PeerAnswer {
  readonly joules: number;
  readonly from: number;
  readonly to: number;
}

/** The error against the truth of the time in which the tool measured by its own account. */
async function measureByPeer(
  peer: PeerName,
  { seconds }: Case,
  scene: Scene,
  python: string,
): Promise<number | null> {
  const child = spawn(python, peerCommand(peer, scene.begin, scene.begin + seconds), {
    env: { ...scene.environment, ...peerEnvironment(peer) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const { code, stdout, stderr } = await finished(child);
  endGroup(child);
  if (code !== 0) throw new Error(`${peer} failed: ${stderr.slice(-2000)}`);
  const { joules, from, to } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as PeerAnswer;
  return joules / scene.truth(from, to) - 1;
}

/** Zeus leaves processes of its own behind. */
export function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All have ended.
  }
}

export function summaryIn(runs: string): RunSummary {
  const id = readdirSync(runs).sort().at(-1);
  return JSON.parse(readFileSync(path.join(runs, id ?? '', 'summary.json'), 'utf8')) as RunSummary;
}

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function finished(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // Not `close`: what a tool leaves behind holds its streams open.
    child.once('exit', (code) => {
      setImmediate(() => {
        resolve({ code, stdout, stderr });
      });
    });
  });
}
