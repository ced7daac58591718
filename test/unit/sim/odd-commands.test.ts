import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { queuedElsewhere } from '../../../src/meter/processes/queued-elsewhere';
import { commandLine, runToEnd, start, summaryOf, temporaryFolder } from '../../sim/command-line';

/** Words that a shell would take apart, put together or run. */
const words = [
  'a b',
  "it's",
  'say "x"',
  '$(touch oops)',
  '`touch oops`',
  'a && touch oops',
  '; touch oops',
  'line\nbreak',
  '',
  '*',
  '~',
  '$HOME',
  'back\\slash',
  '-- --runs',
  '“ü”',
];

describe('commands of all kinds', () => {
  it('get their words as they were given: no shell comes between', () => {
    const runs = temporaryFolder('runs');
    const print = 'import json, sys; print(json.dumps(sys.argv[1:]))';
    const { code, stdout } = runToEnd(['run', '--runs', runs, '--', 'python3', '-c', print, ...words], {});
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), words);
    assert.deepEqual(summaryOf(runs).command.slice(3), words);
    assert.equal(existsSync('oops'), false);
  });

  it('get words and variables that are no UTF-8 as the bytes that they are', function () {
    if (process.platform !== 'linux') this.skip();
    const print =
      'import os, sys; print([os.fsencode(x).hex() for x in sys.argv[1:]], os.environb[b"ODD"].hex())';
    const bash = (line: string, ...parameters: string[]): string => {
      const { stdout, stderr, status } = spawnSync('bash', ['-c', line, 'bash', ...parameters], {
        encoding: 'utf8',
      });
      assert.equal(status, 7, stderr);
      return stdout;
    };
    const given = String.raw`$'donn\xe9es \'%s\' \\101.py' 'sp ace' '' $'\xff\xfe\n' $'\xef\xbf\xbd ü' $'tail\xe9'; exit 7`;
    const odd = String.raw`export ODD=$'v\xe9\'" $HOME'; `;
    const plain = bash(`${odd}python3 -c "$1" ${given}`, print);
    assert.match(plain, /e9/);
    const runs = temporaryFolder('runs');
    const meter = [process.execPath, commandLine(), 'run', '--runs', runs, '--', 'python3', '-c', print];
    assert.equal(bash(`${odd}"$@" ${given}`, ...meter), plain);
    // The exit code is the command's, and the process that is metered is its own.
    const code = String.raw`import os, sys; sys.exit(5 if os.environ["WATTLENS_RUN"] and open("/proc/self/comm").read() != "sh\n" else 1)`;
    const { status } = spawnSync(
      'bash',
      ['-c', String.raw`exec "$@" $'\xe9'`, 'bash', ...meter.slice(0, -1), code],
      { encoding: 'utf8' },
    );
    assert.equal(status, 5);
    assert.equal(
      bash(
        String.raw`"$1" "$2" run --runs "$3" -- $'/no/\xe9'; test $? = 127 && exit 7`,
        ...meter.slice(0, 2),
        runs,
      ),
      '',
    );
  });

  it('may end at once, or not begin at all', () => {
    for (const [command, code] of [
      [['sh', '-c', 'exit 7'], 7],
      [['true'], 0],
      [['sh', '-c', 'kill -9 $$'], 137],
      [[join('no', 'such', 'program')], 127],
    ] as const) {
      const runs = temporaryFolder('runs');
      assert.equal(runToEnd(['run', '--runs', runs, '--', ...command], {}).code, code, command.join(' '));
      const summary = summaryOf(runs);
      assert.deepEqual([summary.state, summary.exitCode], ['ended', code]);
      assert.ok((summary.durationSeconds ?? -1) >= 0);
    }
  });

  it('may have a service start their processes, whose share is then told as not known', () => {
    const runs = temporaryFolder('runs');
    // A program of that name, in a script, as a training that is started in a container.
    const script = 'exec -a docker bash -c "sleep 2.5; true" run --gpus all image python train.py';
    assert.equal(runToEnd(['run', '--runs', runs, '--', 'bash', '-c', `(${script}); true`], {}).code, 0);
    const { energyJoules, notes } = summaryOf(runs);
    assert.equal(energyJoules.share, null);
    assert.ok(
      notes.some((note) => note.includes('the processes of docker run are started by a service')),
      notes.join('\n'),
    );
  });

  it('may hand their work to a queue, which is told', () => {
    const runs = temporaryFolder('runs');
    const programs = temporaryFolder('programs');
    const sbatch = join(programs, 'sbatch');
    writeFileSync(sbatch, '#!/bin/sh\necho Submitted batch job 7\n', { mode: 0o755 });
    const { code, stdout, stderr } = runToEnd(['run', '--runs', runs, '--', sbatch, 'train.slurm'], {});
    assert.equal(code, 0);
    assert.equal(stdout, 'Submitted batch job 7\n');
    const said = /sbatch hands the job to a queue or to another machine/;
    assert.match(stderr, said);
    assert.match(summaryOf(runs).notes.join('\n'), said);
    const other = runToEnd(['run', '--runs', runs, '--', 'echo', 'sbatch', 'kubectl', 'apply'], {});
    assert.doesNotMatch(other.stderr, /queue/);
    const cases: [command: string, environment: Record<string, string>, queue: string | null][] = [
      ['srun --gres=gpu:8 python train.py', {}, 'srun'],
      // Within a job its tasks are started here.
      ['srun python train.py', { SLURM_JOB_ID: '7' }, null],
      ['srun python train.py', { SLURM_JOB_ID: '7', SLURM_JOB_NUM_NODES: '4' }, 'srun'],
      ['/usr/bin/ssh -p 22 me@node17 python train.py', {}, 'ssh'],
      ['ssh me@localhost python train.py', {}, null],
      ['ssh-agent python train.py', {}, null],
      ['python train.py', {}, null],
    ];
    for (const [command, environment, queue] of cases)
      assert.equal(queuedElsewhere(command.split(' '), environment), queue, command);
  });

  it('are metered where there is no /proc, or that of others', function () {
    const mayUnshare = spawnSync('unshare', ['--mount', '--pid', '--fork', 'true']).status === 0;
    if (!mayUnshare) this.skip();
    const unknown = /this system does not tell processor time by process/;
    const meter = (before: readonly string[], line: string): void => {
      const runs = temporaryFolder('runs');
      const command = `'${process.execPath}' '${commandLine()}' run --runs '${runs}' -- sleep 1.5`;
      const { status, stderr } = spawnSync('unshare', [...before, 'sh', '-c', `${line}${command}`], {
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
      assert.doesNotMatch(stderr, /metering failed/);
      const { state, energyJoules, notes } = summaryOf(runs);
      assert.equal(state, 'ended');
      assert.ok((energyJoules.gross ?? 0) > 0);
      assert.equal(energyJoules.share, null);
      assert.match(notes.join('\n'), unknown);
    };
    meter(['--mount'], 'mount -t tmpfs none /proc; ');
    // Its numbers are not those of the processes here.
    meter(['--pid', '--fork'], '');
  });

  it('are told how a line of a shell is run, where the whole line is given as one word', () => {
    const runs = temporaryFolder('runs');
    const { code, stderr } = runToEnd(['run', '--runs', runs, '--', 'python3 train.py && echo done'], {});
    assert.equal(code, 127);
    assert.match(stderr, /was not found: .* sh -c/);
  });

  it('may be stopped and go on while a meter is attached', async () => {
    const runs = temporaryFolder('runs');
    const child = spawn('sleep', ['5'], { stdio: 'ignore' });
    const pid = child.pid ?? 0;
    const meter = start(['attach', '--pid', String(pid), '--runs', runs, '--interval', '200'], {});
    await sleep(1500);
    process.kill(pid, 'SIGSTOP');
    await sleep(1500);
    process.kill(pid, 'SIGCONT');
    const { code, stderr } = await meter.finished;
    assert.equal(code, 0, stderr);
    const summary = summaryOf(runs);
    assert.equal(summary.state, 'ended');
    // Metered to its end, the pause included.
    const { seconds: missed = 0 } = summary.missed ?? {};
    assert.ok((summary.durationSeconds ?? 0) + (missed ?? 0) >= 4.5, JSON.stringify(summary.durationSeconds));
  });
});
