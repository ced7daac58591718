import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, before, describe, it } from 'mocha';
import { readProcess } from '../../../src/meter/processes/linux-processes';
import { machineProcesses } from '../../../src/meter/processes/machine-processes';
import { commandLine, start, summaryOf, temporaryFolder } from '../../sim/command-line';

/** Uses so many processor seconds, however long that takes. */
const burner = (seconds: number): string[] => [
  'python3',
  '-c',
  `import time\nwhile time.process_time() < ${seconds}: pass`,
];
const ownSeconds = 1.5;

/** Busy seconds of all processors while `work` is done. */
async function busyDuring(work: () => Promise<unknown>): Promise<number> {
  const machine = machineProcesses();
  const began = machine.busySeconds() ?? NaN;
  await work();
  return (machine.busySeconds() ?? NaN) - began;
}

function sharesOf(runs: string): number {
  const processors = summaryOf(runs).devices.filter(({ domain }) => domain === 'cpu');
  const sum = (values: readonly (number | null)[]): number =>
    values.reduce<number>((total, value) => total + (value ?? NaN), 0);
  return sum(processors.map(({ share }) => share)) / sum(processors.map(({ joules }) => joules));
}

const isNear = (share: number, truth: number): void => {
  assert.ok(Math.abs(share / truth - 1) < 1 / 3, `${share} and not ${truth}`);
};

/** By the busy time of this machine, whatever else it does meanwhile. */
describe('the share of the processors', function () {
  this.retries(4);
  const others: ReturnType<typeof spawn>[] = [];
  before(() => {
    commandLine();
  });
  const burnBeside = (): void => {
    const [program = '', ...parameters] = burner(60);
    others.push(spawn(program, parameters, { stdio: 'ignore' }));
  };
  afterEach(() => {
    for (const other of others.splice(0)) other.kill('SIGKILL');
  });

  it('is what a command has used of all that was used, beside another', async function () {
    if (process.platform !== 'linux') return this.skip();
    burnBeside();
    const runs = temporaryFolder('runs');
    const busy = await busyDuring(async () => {
      const { code, stderr } = await start([
        'run',
        '--runs',
        runs,
        '--source',
        'cpu-model',
        '--',
        ...burner(ownSeconds),
      ]).finished;
      assert.equal(code, 0, stderr);
    });
    isNear(sharesOf(runs), ownSeconds / busy);
  });

  it('is what a process that was there has used until it ended', async function () {
    if (process.platform !== 'linux') return this.skip();
    burnBeside();
    const runs = temporaryFolder('runs');
    const [program = '', ...parameters] = burner(ownSeconds + 0.5);
    const burning = spawn(program, parameters, { stdio: 'ignore' });
    const ended = once(burning, 'exit');
    const { pid } = burning;
    assert.ok(pid !== undefined);
    const attached = start(['attach', '--pid', String(pid), '--runs', runs, '--source', 'cpu-model']);
    // It says so when it meters.
    await once(attached.process.stderr ?? attached.process, 'data');
    const used = readProcess(pid)?.cpuSeconds ?? NaN;
    assert.ok(used < ownSeconds, 'the meter was there in time');
    const busy = await busyDuring(async () => {
      const { code, stderr } = await attached.finished;
      assert.equal(code, 0, stderr);
    });
    await ended;
    isNear(sharesOf(runs), (ownSeconds + 0.5 - used) / busy);
  });
});
