import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'mocha';
import { onlyJournal, runToEnd, start, temporaryFolder } from '../../sim/command-line';
import { simulateNvml } from '../../sim/simulated-nvml';

interface Status {
  readonly source: string;
  readonly rung: number;
  readonly usable: boolean;
  readonly why: string;
  readonly fix: string | null;
}

const simulation = (options = ''): NodeJS.ProcessEnv =>
  simulateNvml([{ seconds: 0, watts: [300] }], options).environment;

describe('the command line', function () {
  this.timeout(30_000);

  it('doctor tells every source, usable or not, and why', () => {
    const statuses = (environment: NodeJS.ProcessEnv): Status[] => {
      const { code, stdout } = runToEnd(['doctor', '--json'], environment);
      assert.equal(code, 0);
      return JSON.parse(stdout) as Status[];
    };
    const found = statuses(simulation());
    assert.deepEqual(found.map(({ source }) => source).sort(), [
      'CPU model (TDP x load)',
      'NVML average power',
      'NVML energy counter',
      'NVML instantaneous power',
      'RAPL',
    ]);
    assert.ok(found.every(({ why }) => why !== ''));
    assert.ok(found.every(({ rung }, index) => index === 0 || rung >= (found[index - 1]?.rung ?? 0)));
    assert.ok(found.filter(({ source }) => source.startsWith('NVML')).every(({ usable }) => usable));

    const without = statuses(simulation('no-counter')).find(({ source }) => source === 'NVML energy counter');
    assert.equal(without?.usable, false);
    assert.match(without.why, /not supported/);
    const mismatch = statuses(simulation('init=18')).find(({ source }) => source === 'NVML energy counter');
    assert.match(`${mismatch?.why ?? ''} ${mismatch?.fix ?? ''}`, /different versions.*Restart/);
  });

  it('report, runs and summary.json tell the same of a run', () => {
    const runs = temporaryFolder('runs');
    const run = runToEnd(
      ['run', '--runs', runs, '--label', 'a label', '--region', 'FR', '--pue', '1.2', '--', 'sleep', '1.2'],
      simulation(),
    );
    assert.equal(run.code, 0, run.stderr);
    const json = runToEnd(['report', 'latest', '--runs', runs, '--json']).stdout;
    const summary = JSON.parse(json) as {
      id: string;
      label: string;
      pue: number;
      carbonIntensity: { place: string };
      energyJoules: { gross: number };
    };
    assert.deepEqual([summary.label, summary.pue, summary.carbonIntensity.place], ['a label', 1.2, 'FR']);
    assert.ok(summary.energyJoules.gross > 300);
    assert.deepEqual(JSON.parse(runToEnd(['runs', '--runs', runs, '--json']).stdout), [summary]);
    assert.deepEqual(
      JSON.parse(readFileSync(join(dirname(onlyJournal(runs)), 'summary.json'), 'utf8')),
      summary,
    );
    assert.match(runToEnd(['runs', '--runs', runs]).stdout, /a label.*modelled.*ended, exit code 0/);
    for (const format of ['text', 'markdown', 'csv', 'model-card', 'codecarbon']) {
      const { code, stdout } = runToEnd([
        'report',
        summary.id.slice(0, 8),
        '--runs',
        runs,
        '--format',
        format,
      ]);
      assert.equal(code, 0);
      assert.ok(stdout.length > 50);
    }
  });

  it('report of a run that is not there is 1 and one line; of a format that is not, 2', () => {
    const runs = temporaryFolder('runs');
    const missing = runToEnd(['report', 'nothing', '--runs', runs]);
    assert.deepEqual([missing.code, missing.stdout, missing.stderr.split('\n').length], [1, '', 2]);
    assert.equal(runToEnd(['report', 'latest', '--runs', runs, '--format', 'pdf']).code, 2);
    assert.equal(runToEnd(['no-such-command']).code, 2);
    assert.equal(runToEnd(['run']).code, 2);
    assert.equal(runToEnd(['--help']).code, 0);
  });

  it('watch prints one JSON object a line, until it is stopped', async () => {
    const { process: watching, finished } = start(['watch', '--json', '--interval', '200'], simulation());
    await new Promise((done) => setTimeout(done, 2000));
    watching.kill('SIGTERM');
    const { code, stdout } = await finished;
    assert.equal(code, 0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { watts: number; devices: { domain: string; watts: number }[] });
    assert.ok(lines.length >= 3);
    for (const { watts, devices } of lines) {
      assert.equal(devices.find((device) => device.domain === 'gpu')?.watts, 300);
      assert.ok(watts >= 300);
    }
  });
});
