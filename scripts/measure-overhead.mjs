// What metering costs, on this machine, with simulated GPUs: how much later a command starts, and how much processor
// time and memory the meter takes while it runs. Linux, with a C compiler; about a minute. Build first.
//   node scripts/measure-overhead.mjs [--gpus N]
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findCompiler } from './setup/compiler.mjs';
import { distFolder, root } from './setup/paths.mjs';

const startsMeasured = 9;
const settlingSeconds = 3;
const measuredSeconds = 15;
/** USER_HZ: proc(5) tells processor time in steps of 10 ms on every Linux that Node runs on. */
const ticksPerSecond = 100;

const program = path.join(distFolder, 'wattlens.js');
const folder = mkdtempSync(path.join(tmpdir(), 'wattlens-overhead-'));

/**
 * The environment in which the meter finds simulated GPUs.
 * @param {number} gpus
 * @returns {NodeJS.ProcessEnv}
 */
function simulatedGpus(gpus) {
  const compiler = findCompiler();
  if (compiler === undefined) throw new Error('A C compiler is needed (cc, c++ and make).');
  const library = path.join(folder, 'libnvidia-ml.so.1');
  const source = path.join(root, 'test/sim/nvml/nvml_sim.c');
  const { status, stderr } = spawnSync(compiler, ['-O1', '-shared', '-fPIC', '-o', library, source, '-lm'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the simulated library does not compile:\n${stderr}`);
  const trace = path.join(folder, 'trace.txt');
  writeFileSync(trace, `-1000${' 300'.repeat(gpus)}\n`);
  return { ...process.env, LD_LIBRARY_PATH: folder, WATTLENS_SIM_TRACE: trace };
}

/**
 * @param {readonly string[]} command
 * @param {readonly string[]} [options]
 */
const metered = (command, options = []) => [
  program,
  'run',
  '--runs',
  path.join(folder, 'runs'),
  '--baseline',
  '0',
  ...options,
  '--',
  ...command,
];

/**
 * Milliseconds from starting a program to the start of the shell that it runs.
 * @param {string} executable
 * @param {readonly string[]} parameters
 * @param {NodeJS.ProcessEnv} env
 */
function startMs(executable, parameters, env) {
  const before = Date.now();
  const { status, stderr } = spawnSync(executable, parameters, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the metered command failed:\n${stderr}`);
  return Number(readFileSync(path.join(folder, 'started'), 'utf8')) / 1e6 - before;
}

/** @param {() => number} measure */
function median(measure) {
  const values = Array.from({ length: startsMeasured }, measure).sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? Number.NaN;
}

/**
 * @param {number} pid
 * @returns {number} seconds of processor time so far, of the process alone
 */
function processorSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\)/s, '').trim().split(' ');
  // proc(5): utime and stime, the 14th and 15th field; the first two are cut off.
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/**
 * The share of one core, and the resident memory in MB, of a meter that samples every `intervalMs`.
 * @param {number} intervalMs
 * @param {NodeJS.ProcessEnv} env
 */
async function costWhileRunning(intervalMs, env) {
  const command = ['sleep', String(settlingSeconds + measuredSeconds + 2)];
  const meter = spawn(process.execPath, metered(command, ['--interval', String(intervalMs)]), {
    env,
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => meter.once('exit', resolve));
  const pid = meter.pid ?? 0;
  await sleep(settlingSeconds * 1000);
  const [before, from] = [processorSeconds(pid), performance.now()];
  await sleep(measuredSeconds * 1000);
  const share = (processorSeconds(pid) - before) / ((performance.now() - from) / 1000);
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  await ended;
  return { share, megabytes: Number(resident) / 1000 };
}

async function main() {
  const { values } = parseArgs({ options: { gpus: { type: 'string', default: '8' } } });
  const gpus = Number(values.gpus);
  const env = simulatedGpus(gpus);
  const shell = ['sh', '-c', `date +%s%N > '${path.join(folder, 'started')}'`];
  const plain = median(() => startMs('sh', shell.slice(1), process.env));
  const without = median(() => startMs(process.execPath, metered(shell), process.env));
  const withGpus = median(() => startMs(process.execPath, metered(shell), env));
  console.log(`${cpus().length} processors (${cpus()[0]?.model ?? 'not known'}), Node ${process.version}`);
  console.log(`from the start to the command's own, median of ${startsMeasured}, --baseline 0:`);
  console.log(`  the command by itself         ${plain.toFixed(0)} ms`);
  console.log(`  metered, as this machine is   ${without.toFixed(0)} ms`);
  console.log(`  metered, ${gpus} simulated GPUs     ${withGpus.toFixed(0)} ms`);
  for (const intervalMs of [1000, 100]) {
    const { share, megabytes } = await costWhileRunning(intervalMs, env);
    console.log(
      `a sample every ${intervalMs} ms, ${gpus} simulated GPUs: ${(100 * share).toFixed(1)} % of one core, ${megabytes.toFixed(0)} MB resident`,
    );
  }
}

try {
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
