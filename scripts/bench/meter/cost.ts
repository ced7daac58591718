// What measuring costs while it goes on: processor time with all children, and memory, of all tools at the same time.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { simulateNvml } from '../../../test/sim/simulated-nvml';
import { distFolder, root } from '../../setup/paths.mjs';
import { endGroup, sensors } from './accuracy';
import { folderWithSmi, peerCommand, peerEnvironment, peerNames, peerTitle } from './peers';
import { processorSeconds, residentBytes, treeOf } from './processes';
import { traces } from './traces';

export interface Cost {
  readonly title: string;
  /** Processor seconds of its first minute. */
  readonly startSeconds: number;
  /** Share of one core while it measures. */
  readonly share: number;
  readonly residentBytes: number;
}

/** The Node that VS Code's server brings, where the tests in the editor have fetched it. */
function editorsNode(): string[] {
  const folder = path.join(root, '.vscode-test');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('node-')) : [];
  return names
    .map((name) => path.join(folder, name, 'node_modules', name.replace(/-[\d.]+$/, ''), 'bin', 'node'))
    .filter((node) => existsSync(node))
    .slice(-1);
}

/** least.c as a program. */
function compiledLeast(): string {
  const program = path.join(mkdtempSync(path.join(tmpdir(), 'wattlens-bench-least-')), 'least');
  const parameters = ['-O2', '-o', program, path.join(__dirname, 'least.c'), '-ldl'];
  const { status, stderr } = spawnSync('cc', parameters, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`least.c does not compile:\n${stderr}`);
  return program;
}

interface Contender {
  readonly title: string;
  readonly start: () => ChildProcess;
}

const gpus = 8;
/** Python loads all that it needs, and Node's memory is compacted once, half a minute after the start: that is no running cost. */
const settlingSeconds = 60;

/** Wattlens by its interval, and the others by their own defaults, for so many seconds. */
export async function measureCosts(seconds: number, python: string): Promise<Cost[]> {
  const { environment } = simulateNvml(traces.steady(gpus, seconds), sensors.counter);
  const withoutCounter = simulateNvml(traces.steady(gpus, seconds), sensors['no counter']).environment;
  const bin = folderWithSmi(mkdtempSync(path.join(tmpdir(), 'wattlens-bench-')));
  const monotonic = Number(process.hrtime.bigint()) / 1e9;
  const begin = monotonic + 20;
  const all = settlingSeconds + seconds + 5;
  const own = (intervalMs: number, sensor = environment, label = '', node = process.execPath): Contender => ({
    title: `Wattlens, a sample each ${intervalMs} ms${label}`,
    start: () =>
      spawn(
        node,
        [
          path.join(distFolder, 'wattlens.js'),
          ...['run', '--runs', mkdtempSync(path.join(tmpdir(), 'wattlens-bench-runs-'))],
          ...['--interval', String(intervalMs), '--', 'sleep', String(all)],
        ],
        { env: { ...process.env, ...sensor }, stdio: 'ignore', detached: true },
      ),
  });
  /** The least that a program on Node can take. */
  const asleep = (intervalMs: number): Contender => ({
    title: `Node alone, woken each ${intervalMs} ms`,
    start: () =>
      spawn(process.execPath, ['-e', `setInterval(() => {}, ${intervalMs})`], {
        stdio: 'ignore',
        detached: true,
      }),
  });
  const least = compiledLeast();
  /** The same of one in C that reads all GPUs and writes down what it has read, and does nothing else. */
  const inC = (intervalMs: number): Contender => ({
    title: `C alone, a sample each ${intervalMs} ms`,
    start: () =>
      spawn(least, [String(intervalMs), path.join(path.dirname(least), 'samples')], {
        env: { ...process.env, ...environment },
        stdio: 'ignore',
        detached: true,
      }),
  });
  const contenders: Contender[] = [
    own(100),
    own(1000),
    own(1500),
    own(1000, withoutCounter, ', no counter'),
    ...editorsNode().map((node) => own(100, environment, ', by the Node of VS Code', node)),
    asleep(1500),
    inC(1500),
    ...peerNames.map((peer) => ({
      title: peerTitle(peer),
      start: () =>
        spawn(python, peerCommand(peer, begin, monotonic + all), {
          env: {
            ...process.env,
            ...environment,
            ...peerEnvironment(peer),
            PATH: `${bin}:${process.env['PATH'] ?? ''}`,
          },
          stdio: 'ignore',
          detached: true,
        }),
    })),
  ];
  const running = contenders.map(({ title, start }) => ({ title, child: start() }));
  await sleep(1000 * settlingSeconds);
  const before = running.map(({ child }) => costOf(child));
  const from = performance.now();
  await sleep(1000 * seconds);
  const elapsed = (performance.now() - from) / 1000;
  const costs = running.map(({ title, child }, index) => {
    const { cpu, resident } = costOf(child);
    const startSeconds = before[index]?.cpu ?? Number.NaN;
    return { title, startSeconds, share: (cpu - startSeconds) / elapsed, residentBytes: resident };
  });
  for (const { child } of running) endGroup(child);
  return costs;
}

function costOf({ pid }: ChildProcess): { readonly cpu: number; readonly resident: number } {
  const tree = pid === undefined ? [] : treeOf(pid);
  return {
    cpu: tree.reduce((sum, each) => sum + processorSeconds(each), 0),
    // Of the tool alone: the command that Wattlens runs is the user's.
    resident: pid === undefined ? 0 : residentBytes(pid),
  };
}
