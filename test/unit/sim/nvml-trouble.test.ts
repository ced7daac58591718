import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, it } from 'mocha';
import type { RunSummary } from '../../../src/runs/summary';
import {
  commandLine,
  onlyJournal,
  readJournal,
  start,
  summaryOf,
  temporaryFolder,
  until,
} from '../../sim/command-line';
import { simulateNvml, type Step } from '../../sim/simulated-nvml';

const steady: readonly Step[] = [{ seconds: 0, watts: [300, 200] }];

interface Run {
  readonly summary: RunSummary;
  readonly journal: string;
  readonly seconds: number;
  readonly trueJoules: readonly number[];
}

/** Meters `sh -c script`, which must end with its own exit code 7. */
async function meter(options: string, script = 'true', parameters: readonly string[] = []): Promise<Run> {
  const runs = temporaryFolder('runs');
  const simulation = simulateNvml(steady, options);
  const before = performance.now();
  const { code, stderr } = await start(
    ['run', '--runs', runs, '--baseline', '0', ...parameters, '--', 'sh', '-c', `${script}; exit 7`],
    simulation.environment,
  ).finished;
  assert.equal(code, 7, stderr);
  const summary = summaryOf(runs);
  const from = Date.parse(summary.started) / 1000;
  const to = from + (summary.durationSeconds ?? 0);
  return {
    summary,
    journal: onlyJournal(runs),
    seconds: (performance.now() - before) / 1000,
    trueJoules: [0, 1].map((gpu) => simulation.trueJoules(gpu, from, to)),
  };
}

const gpusOf = ({ summary }: Run): RunSummary['devices'] =>
  summary.devices.filter((device) => device.domain === 'gpu');
const notesOf = ({ summary }: Run): string => summary.notes.join('\n');

function assertTrue(run: Run, gpu: number, tolerance: number): void {
  const measured = gpusOf(run)[gpu]?.joules ?? Number.NaN;
  const truth = run.trueJoules[gpu] ?? Number.NaN;
  assert.ok(Math.abs(measured / truth - 1) < tolerance, `${measured} J instead of ${truth} J`);
}

async function doctor(options: string): Promise<{ readonly stdout: string; readonly seconds: number }> {
  const { environment } = simulateNvml(steady, options);
  const before = performance.now();
  const { code, stdout } = await start(['doctor'], environment).finished;
  assert.equal(code, 0);
  // The lines are broken for people.
  return { stdout: stdout.replaceAll(/\s+/g, ' '), seconds: (performance.now() - before) / 1000 };
}

describe('a driver that fails in its start', () => {
  it('crashes without harm: the training runs, and the reason is told', async () => {
    for (const [options, signal] of [
      ['segfault=load', 'SIGSEGV'],
      ['abort=init', 'SIGABRT'],
      ['segfault=count', 'SIGSEGV'],
      ['abort=name', 'SIGABRT'],
      ['segfault=energy', 'SIGSEGV'],
    ] as const) {
      const [run, asked] = await Promise.all([meter(options), doctor(options)]);
      assert.match(
        notesOf(run),
        new RegExp(`NVML energy counter, .*: .*crashed in its start \\(${signal}\\)`),
      );
      assert.deepEqual(gpusOf(run), []);
      assert.match(asked.stdout, new RegExp(`no +NVML energy counter.*${signal}`));
    }
  });

  it('hangs without harm: the training waits for three seconds at most, and the meter ends with it', async () => {
    const usualSeconds = (await meter('')).seconds;
    for (const options of ['hang=load', 'hang=init', 'hang=count', 'hang=energy']) {
      const [run, asked] = await Promise.all([meter(options), doctor(options)]);
      // Once three seconds, and what a busy machine takes longer.
      const longest = 5 + 2 * usualSeconds;
      assert.ok(run.seconds < longest, `${run.seconds} s`);
      assert.match(notesOf(run), /NVML energy counter, .*: the NVIDIA driver did not answer within 3 s/);
      assert.ok(asked.seconds < longest, `${asked.seconds} s`);
      assert.match(asked.stdout, /no +NVML energy counter.*did not answer within 3 s/);
    }
  });

  it('leaves no process behind', async function () {
    if (process.platform !== 'linux') this.skip();
    await Promise.all([doctor(''), doctor('hang=init')]);
    const { environment } = simulateNvml(steady, 'hang=count');
    const { process: asked, finished } = start(
      ['run', '--runs', temporaryFolder('runs'), '--', 'true'],
      environment,
    );
    await until(() => existsSync(`${environment['WATTLENS_SIM_TRACE']}.starts`), 'the driver is asked');
    asked.kill('SIGTERM');
    assert.equal((await finished).code, 143);
    const { stdout } = spawnSync('ps', ['-eo', 'stat,args'], { encoding: 'utf8' });
    const left = stdout.split('\n').filter((line) => line.includes(`${commandLine()} try-driver`));
    assert.deepEqual(left, []);
  });

  it('is told apart from a machine without a GPU', async () => {
    const { stdout } = await doctor('count=4');
    assert.match(stdout, /no +NVML energy counter.*could not count the GPUs: no permission Let this user/);
    assert.doesNotMatch(stdout, /sees no GPU/);
  });
});

describe('a driver that answers nonsense', () => {
  it('is not believed: blanks and jumps of the counter are passed over, at no loss', async () => {
    const [blank, jump] = await Promise.all([
      meter('blank-counter=0@4', 'sleep 6', ['--interval', '100']),
      meter('jump=0@4', 'sleep 6', ['--interval', '100']),
    ]);
    assertTrue(blank, 0, 0.05);
    assertTrue(blank, 1, 0.03);
    assert.match(notesOf(blank), /Simulated H100 did not answer: the driver told no value/);
    assertTrue(jump, 0, 0.05);
    assertTrue(jump, 1, 0.03);
    const gaps = readJournal(jump.journal).flatMap((record) => (record.type === 'gap' ? [record] : []));
    assert.ok(gaps.some(({ reason, bridged }) => bridged && reason.includes('jumped further')));
    for (const run of [blank, jump]) {
      const told = readJournal(run.journal).flatMap((record) =>
        record.type === 'sample' ? record.watts.slice(0, 2) : [],
      );
      assert.ok(told.every((watts) => watts === null || watts < 1000));
    }
  });

  it('is not believed: every seventh reading of power is a blank', async () => {
    const run = await meter('no-counter blank-power=7', 'sleep 2');
    assertTrue(run, 0, 0.05);
    assert.deepEqual(
      gpusOf(run).map(({ source }) => source),
      ['NVML average and instantaneous power', 'NVML average and instantaneous power'],
    );
  });

  it('is told: a power sensor that contradicts the counter', async () => {
    const [contradicts, agrees] = await Promise.all([
      meter('power-gain=1.5', 'sleep 4', ['--interval', '100']),
      meter('', 'sleep 4', ['--interval', '100']),
    ]);
    assert.match(notesOf(contradicts), /power readings add up to 5\d % more than the NVML energy counter/);
    assert.doesNotMatch(notesOf(agrees), /add up/);
  });
});

describe('GPUs with poor names', () => {
  const identities = async (options: string): Promise<string[]> =>
    gpusOf(await meter(options)).map(({ id, name }) => `${id} ${name.slice(0, 12)}`);

  it('are told apart by their place where they have none', async () => {
    assert.deepEqual(await identities('no-texts'), ['gpu:index-0 NVIDIA GPU 0', 'gpu:index-1 NVIDIA GPU 1']);
    const [first, second] = await identities('unterminated-texts');
    assert.match(first ?? '', /^gpu:U{96} N{12}$/);
    assert.match(second ?? '', /^gpu:V{96} N{12}$/);
  });

  it('are two where two cards have one UUID, and one where a card is listed twice', async () => {
    const uuid = 'gpu:GPU-00000000-0000-4000-8000-000000000000';
    assert.deepEqual(await identities('same-uuid'), [`${uuid} Simulated H1`, `${uuid}#1 Simulated H1`]);
    assert.deepEqual(await identities('same-uuid same-card'), [`${uuid} Simulated H1`]);
  });
});

describe('a GPU that can’t be read beside one that can', () => {
  it('is named, with the reason and what would mend it', async () => {
    for (const [options, note, line] of [
      [
        'unreadable=1',
        'NVIDIA GPU 1 (Simulated H100): no energy or power (not supported by this GPU); not in the sum.',
        /yes +NVML energy counter.*reads Simulated H100; GPU 1: not supported by this GPU /,
      ],
      [
        'no-handle=1',
        'NVIDIA GPU 1: no energy or power (the GPU is lost (fallen off the bus or reset)); not in the sum.',
        /yes +NVML energy counter.*reads Simulated H100; GPU 1: the GPU is lost.* Look at dmesg for Xid/,
      ],
    ] as const) {
      const run = await meter(options);
      assert.equal(gpusOf(run).length, 1);
      assert.ok(run.summary.notes.includes(note), notesOf(run));
      assert.match((await doctor(options)).stdout, line);
    }
  });
});
