import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  commandLine,
  runToEnd,
  start,
  summaryOf,
  temporaryFolder,
  untilARunIsThere,
} from '../../sim/command-line';
import { readProcess } from '../../../src/meter/processes/linux-processes';
import { listRuns } from '../../../src/runs/store';
import type { RunSummary } from '../../../src/runs/summary';
import { simulateNvml } from '../../sim/simulated-nvml';

const steady = [{ seconds: 0, watts: [300, 200] }];

describe('attaching to a process that was started by hand', () => {
  it('meters it until it and what it started have ended, with its own GPUs', async () => {
    const simulation = simulateNvml(steady);
    const runs = temporaryFolder('runs');
    // Built on the first call, which takes a while.
    commandLine();
    // The shell ends with its input; what it has left in the background goes on until the input of that has ended too.
    const began = performance.now();
    const shell = spawn('sh', ['-c', 'cat <&3 & cat'], {
      env: { ...process.env, CUDA_VISIBLE_DEVICES: '1' },
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    });
    const meter = start(
      ['attach', '--pid', String(shell.pid), '--runs', runs, '--interval', '200'],
      simulation.environment,
    );
    await untilARunIsThere(runs);
    const seenWithinSeconds = (performance.now() - began) / 1000;
    await sleep(1000);
    shell.stdin?.end();
    await once(shell, 'exit');
    await sleep(1500);
    assert.equal(meter.process.exitCode, null);
    (shell.stdio[3] as Writable).end();
    const { code, stderr } = await meter.finished;
    assert.equal(code, 0, stderr);
    const summary = summaryOf(runs);
    assert.deepEqual(summary.command, ['sh', '-c', 'cat <&3 & cat']);
    assert.equal(summary.exitCode, null);
    assert.equal(summary.state, 'ended');
    const gpus = summary.devices.filter(({ domain }) => domain === 'gpu');
    assert.equal(gpus.length, 1);
    assert.ok(Math.abs((gpus[0]?.joules ?? 0) - 200 * (summary.durationSeconds ?? 0)) < 10);
    const [first = ''] = summary.notes;
    assert.match(
      first,
      new RegExp(`^Attached to process ${shell.pid} .* after it began: .* is in no figure, about`),
    );
    const { missed } = summary;
    assert.ok(missed?.joules && missed.seconds !== null);
    // The card draws 200 W all the time, and the processor something.
    // In its first half second a counter is behind by up to a tick.
    assert.ok(missed.joules.mid >= 140 * missed.seconds && missed.joules.high >= missed.joules.mid);
    assert.ok(missed.seconds > 0.02 && missed.seconds < seenWithinSeconds + 0.1, `${missed.seconds} s`);
  });

  it('leaves the process alone when it is stopped, and is refused twice', async () => {
    const runs = temporaryFolder('runs');
    const child = spawn('sleep', ['20'], { stdio: 'ignore' });
    try {
      const meter = start(['attach', '--pid', String(child.pid), '--runs', runs], {});
      await untilARunIsThere(runs);
      await sleep(300);
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1] ?? '';
      const other = String(Number(stat.split(' ')[19]) - 1);
      const reused = runToEnd(['attach', '--pid', String(child.pid), '--started', other, '--runs', runs], {});
      assert.equal(reused.code, 1);
      assert.match(reused.stderr, /has ended, and another has its number/);
      const second = runToEnd(['attach', '--pid', String(child.pid), '--runs', runs], {});
      assert.equal(second.code, 1);
      assert.match(second.stderr, /is metered already, as run /);
      meter.process.kill('SIGINT');
      const { code } = await meter.finished;
      assert.equal(code, 0);
      assert.equal(child.exitCode, null);
      assert.equal(child.signalCode, null);
      assert.equal(summaryOf(runs).state, 'ended');
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  it('and a run within a run say of which they are a part, as long as that is metered', async () => {
    const runs = temporaryFolder('runs');
    const inner = `'${process.execPath}' '${commandLine()}' run --runs '${runs}' --label inner -- sleep 1`;
    const outer = start(
      ['run', '--runs', runs, '--label', 'outer', '--', 'sh', '-c', `${inner}; sleep 6; true`],
      {},
    );
    const ids = async (): Promise<Map<string | null, RunSummary>> =>
      new Map((await listRuns(runs)).flatMap((run) => (run.command === null ? [] : [[run.label, run]])));
    for (let looks = 0; looks < 100 && (await ids()).get('inner')?.state !== 'ended'; looks++)
      await sleep(100);
    const root = readFileSync(join(runs, (await ids()).get('outer')?.id ?? '', 'journal.ndjson'), 'utf8');
    const [, pid = ''] = /"type":"spawn".*"pid":(\d+)/.exec(root) ?? [];
    const child = (): string => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    const isSleep = (): boolean =>
      /^\d+$/.test(child()) && readFileSync(`/proc/${child()}/comm`, 'utf8') === 'sleep\n';
    for (let looks = 0; looks < 100 && !isSleep(); looks++) await sleep(20);
    const attached = start(['attach', '--pid', child(), '--runs', runs, '--label', 'attached'], {});
    await Promise.all([outer.finished, attached.finished]);
    const found = await ids();
    const outerId = found.get('outer')?.id ?? '';
    assert.deepEqual(
      ['outer', 'inner', 'attached'].map((label) => found.get(label)?.within),
      [[], [outerId], [outerId]],
    );
    for (const label of ['inner', 'attached'])
      assert.ok(found.get(label)?.notes.some((note) => note.startsWith(`This run is within run ${outerId}`)));
    // The mark of a run that has ended tells nothing.
    const late = runToEnd(['run', '--runs', runs, '--label', 'late', '--', 'true'], {
      WATTLENS_RUN: outerId,
    });
    assert.equal(late.code, 0);
    assert.deepEqual((await ids()).get('late')?.within, []);
  });

  it('meters it until a daemon has ended that it has become, which is of no group, session or parent of its', async function () {
    // In some sandboxes it is not told where a process has its memory.
    if (readProcess(process.pid)?.layout === undefined) this.skip();
    const runs = temporaryFolder('runs');
    const daemon = [
      'import os, sys, time',
      'sys.stdin.readline()',
      'if os.fork(): os._exit(0)',
      'os.setsid()',
      'if os.fork(): os._exit(0)',
      'end = time.time() + 2.5',
      'while time.time() < end: pass',
    ].join('\n');
    const child = spawn('python3', ['-c', daemon], { stdio: ['pipe', 'ignore', 'ignore'] });
    const meter = start(['attach', '--pid', String(child.pid), '--runs', runs, '--interval', '100'], {});
    await untilARunIsThere(runs);
    await sleep(500);
    child.stdin.end('\n');
    const { code, stderr } = await meter.finished;
    assert.equal(code, 0, stderr);
    const { durationSeconds, state } = summaryOf(runs);
    assert.equal(state, 'ended');
    assert.ok((durationSeconds ?? 0) > 2, `${durationSeconds} s: ${stderr}`);
  });

  it('takes one that is stopped already, and waits for it to go on', async () => {
    const runs = temporaryFolder('runs');
    const child = spawn('sh', ['-c', 'kill -STOP $$; exit 3'], { stdio: 'ignore' });
    const meter = start(['attach', '--pid', String(child.pid), '--runs', runs, '--interval', '100'], {});
    await untilARunIsThere(runs);
    await sleep(700);
    assert.equal(child.exitCode, null);
    child.kill('SIGCONT');
    const { code, stderr } = await meter.finished;
    assert.equal(code, 0, stderr);
    assert.equal(summaryOf(runs).state, 'ended');
    assert.ok((summaryOf(runs).durationSeconds ?? 0) > 0.6);
  });

  it('tells of one that dies while the meter starts that it is gone, or meters the little that is left', async () => {
    for (const seconds of ['0.1', '0.3', '0.5']) {
      const runs = temporaryFolder('runs');
      const child = spawn('sleep', [seconds], { stdio: 'ignore' });
      const meter = start(['attach', '--pid', String(child.pid), '--runs', runs], {});
      const { code, stderr } = await meter.finished;
      if (code === 0) assert.equal(summaryOf(runs).state, 'ended');
      else assert.match(stderr, new RegExp(`there is no process ${child.pid} `));
    }
  });

  it('says what is wrong', () => {
    const gone = runToEnd(['attach', '--pid', '4194303'], {});
    assert.equal(gone.code, 1);
    assert.match(gone.stderr, /there is no process 4194303/);
    for (const pid of ['0', '-1', 'x', '1.5'])
      assert.equal(runToEnd(['attach', '--pid', pid], {}).code, 2, pid);
    assert.equal(runToEnd(['attach'], {}).code, 2);
  });
});
