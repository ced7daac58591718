// How much later a command starts because it is metered.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { simulateNvml } from '../../../test/sim/simulated-nvml';
import { distFolder } from '../../setup/paths.mjs';
import { sensors, summaryIn } from './accuracy';
import { traces } from './traces';

export interface Launch {
  /** Milliseconds from the start of a program to the start of the command that it runs; medians. */
  readonly plainNode: number;
  readonly first: number;
  readonly later: number;
  /** The least time by which the energy was counted before the command started, in milliseconds. */
  readonly counted: number;
}

const gpus = 8;

/** The starts of the three alternate, so that what else the machine does is shared. */
export function measureLaunch(repeats: number): Launch {
  const folder = mkdtempSync(path.join(tmpdir(), 'wattlens-bench-launch-'));
  const { environment } = simulateNvml(traces.steady(gpus, 1), sensors.counter);
  const env = { ...process.env, ...environment };
  const file = path.join(folder, 'started');
  const script = `date +%s%N > '${file}'`;
  const started = (): number => Number(readFileSync(file, 'utf8')) / 1e6;
  /** The shell's own start is no part of it. */
  const from = (executable: string, parameters: readonly string[]): number => {
    const before = Date.now();
    const { status, stderr } = spawnSync(executable, parameters, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`the command failed: ${stderr}`);
    return started() - before;
  };
  const metered = (runs: string): string[] => [
    path.join(distFolder, 'wattlens.js'),
    ...['run', '--runs', runs, '--', 'sh', '-c', script],
  ];
  const node = `require('child_process').spawnSync('sh', ['-c', ${JSON.stringify(script)}])`;
  const plain: number[] = [];
  const first: number[] = [];
  const later: number[] = [];
  const counted: number[] = [];
  for (let index = 0; index < repeats; index++) {
    const runs = mkdtempSync(path.join(tmpdir(), 'wattlens-bench-runs-'));
    const shell = from('sh', ['-c', script]);
    plain.push(from(process.execPath, ['-e', node]) - shell);
    first.push(from(process.execPath, metered(runs)) - shell);
    counted.push(started() - Date.parse(summaryIn(runs).started));
    later.push(from(process.execPath, metered(runs)) - shell);
  }
  return {
    plainNode: median(plain),
    first: median(first),
    later: median(later),
    counted: Math.min(...counted),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
