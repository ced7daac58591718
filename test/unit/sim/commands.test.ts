import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'mocha';
import { version } from '../../../package.json';
import { startRecord, textOf } from '../runs/journal-samples';
import {
  commandLine,
  onlyJournal,
  runToEnd,
  start,
  temporaryFolder,
  until,
  untilARunIsThere,
} from '../../sim/command-line';
import { simulateNvml } from '../../sim/simulated-nvml';

interface Status {
  readonly key: string;
  readonly used: readonly unknown[];
  readonly source: string;
  readonly rung: number;
  readonly usable: boolean;
  readonly why: string;
  readonly fix: string | null;
}

const simulation = (options = ''): NodeJS.ProcessEnv =>
  simulateNvml([{ seconds: 0, watts: [300] }], options).environment;

/** Runs a line of bash in which "$0" "$1" is the command line, and "$2" the argument. */
const throughShell = (
  line: string,
  argument = '',
): { status: number | null; stdout: string; stderr: string } =>
  spawnSync('bash', ['-c', line, process.execPath, commandLine(), argument], { encoding: 'utf8' });

describe('the command line', () => {
  it('doctor tells every source, usable or not, and why', () => {
    const statuses = (environment: NodeJS.ProcessEnv): Status[] => {
      const { code, stdout } = runToEnd(['doctor', '--json'], environment);
      assert.equal(code, 0);
      return JSON.parse(stdout) as Status[];
    };
    const found = statuses(simulation());
    const names = found.map(({ source }) => source);
    assert.equal(new Set(names).size, names.length);
    for (const name of [
      'AMD SMI energy counter',
      'Battery discharge',
      'Board power meter (hwmon)',
      'CPU model (TDP x load)',
      'Cray node counters (pm_counters)',
      'GPU sensors of the kernel (hwmon)',
      'NVML average power',
      'NVML energy counter',
      'NVML instantaneous power',
      'Own command',
      'Processor sensors of the kernel (hwmon)',
      'RAPL',
      'RAPL by perf events',
      'nvidia-smi',
    ])
      assert.ok(names.includes(name), name);
    const usedKeys = found.filter(({ used }) => used.length > 0).map(({ key }) => key);
    assert.deepEqual([...new Set(usedKeys)].slice(0, 1), ['nvml']);
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
      notes: string[];
    };
    assert.deepEqual([summary.label, summary.pue, summary.carbonIntensity.place], ['a label', 1.2, 'FR']);
    assert.ok(summary.notes.includes('PUE: 1.2, as given.'), summary.notes.join('\n'));
    assert.ok(summary.energyJoules.gross > 300);
    assert.deepEqual(JSON.parse(runToEnd(['runs', '--runs', runs, '--json']).stdout), [
      { ...summary, tags: [] },
    ]);
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

  it('run and attach print what they cost as JSON where asked to, and leave the command its streams', async () => {
    const runs = temporaryFolder('runs');
    const run = runToEnd(
      ['run', '--json', '--runs', runs, '--', 'sh', '-c', 'echo out; exit 3'],
      simulation(),
    );
    assert.deepEqual([run.code, run.stdout], [3, 'out\n']);
    const told = JSON.parse(run.stderr.trimEnd()) as { readonly exitCode: number };
    const path = join(dirname(onlyJournal(runs)), 'summary.json');
    assert.deepEqual(told, JSON.parse(readFileSync(path, 'utf8')));
    assert.equal(told.exitCode, 3);

    const child = spawn('sleep', ['60'], { stdio: 'ignore' });
    const attached = temporaryFolder('runs');
    const meter = start(['attach', '--json', '--runs', attached, '--pid', String(child.pid)], simulation());
    await untilARunIsThere(attached);
    child.kill();
    const { code, stdout } = await meter.finished;
    assert.equal(code, 0);
    assert.equal((JSON.parse(stdout) as { readonly exitCode: null }).exitCode, null);
  });

  it('names the report of a run so that a shell finds it, and the runs folder that can’t be read', () => {
    const runs = join(temporaryFolder('runs'), "it's a folder");
    const { stderr } = runToEnd(['run', '--runs', runs, '--', 'true']);
    const [, hint = ''] = /More: wattlens (report .*)/.exec(stderr) ?? [];
    const reported = throughShell(`"$0" "$1" ${hint}`);
    assert.equal(reported.status, 0, reported.stderr);
    const file = join(runs, 'file');
    writeFileSync(file, '');
    for (const words of [
      ['runs', '--runs', file],
      ['report', 'latest', '--runs', file],
    ]) {
      const { code, stderr: told } = runToEnd(words);
      assert.deepEqual([code, told], [1, `wattlens: the runs folder ${file} can't be read (not a folder)\n`]);
    }
  });

  it('says where --keep-terminal does nothing, and does not advise it where it was given', function () {
    if (process.platform === 'win32') this.skip();
    const runs = temporaryFolder('runs');
    const notes = (): string => runToEnd(['report', 'latest', '--runs', runs]).stdout;
    const metered = (...words: string[]): string =>
      throughShell(`"$0" "$1" run --runs "$2" ${words.join(' ')} -- true < /dev/null`, runs).stderr;
    const said =
      'wattlens: --keep-terminal does nothing here: standard input, standard output, and standard error are no terminal, and all three must be one\n';
    assert.ok(metered('--keep-terminal').includes(said));
    assert.match(notes(), /Progress is not known/);
    assert.doesNotMatch(notes(), /keep-terminal/);
    assert.doesNotMatch(metered(), /keep-terminal/);
    assert.match(notes(), /wattlens run --keep-terminal sees it/);
  });

  it('takes an empty label for none, and shortens a long one in the list alone', () => {
    const runs = temporaryFolder('runs');
    assert.equal(runToEnd(['run', '--runs', runs, '--label', '', '--', 'true']).code, 0);
    const label = 'long '.repeat(1000);
    assert.equal(runToEnd(['run', '--runs', runs, '--label', label, '--', 'true']).code, 0);
    const listed = runToEnd(['runs', '--runs', runs]).stdout;
    assert.match(listed, / {2}true {2}/);
    assert.ok(listed.split('\n').every((line) => line.length < 300));
    const known = JSON.parse(runToEnd(['runs', '--runs', runs, '--json']).stdout) as {
      label: string | null;
    }[];
    assert.deepEqual(
      known.map((run) => run.label),
      [null, label],
    );
  });

  it('keeps runs in the home folder, whatever HOME says of it, and where WATTLENS_RUNS says', () => {
    const folder = temporaryFolder('home');
    const home = join(folder, 'home');
    mkdirSync(home);
    const listed = (environment: NodeJS.ProcessEnv): string =>
      runToEnd(['runs'], { WATTLENS_RUNS: '', ...environment }).stdout;
    const of = (path: string): string => `No runs in ${path} yet. wattlens run -- COMMAND makes one.\n`;
    assert.equal(listed({ HOME: home }), of(join(home, '.wattlens', 'runs')));
    assert.equal(listed({ HOME: home, WATTLENS_RUNS: '~/x' }), of(join(home, 'x')));
    assert.equal(listed({ HOME: home, WATTLENS_RUNS: '~' }), of(home));
    assert.equal(listed({ HOME: home, WATTLENS_RUNS: '~x' }), of(join(process.cwd(), '~x')));
    if (process.platform === 'win32') return;
    // The list of users has one, where somebody works as one that is in it: what matters is that it is not the working folder.
    const path = /^No runs in (.*) yet|^RUN/.exec(listed({ HOME: '' }))?.[1];
    assert.ok(path === undefined || (path.startsWith('/') && !path.startsWith(process.cwd())), path);
  });

  it('meters a command in a folder that was deleted', function () {
    if (process.platform !== 'linux') this.skip();
    const runs = temporaryFolder('runs');
    const folder = temporaryFolder('deleted');
    const { status, stderr } = throughShell(
      `cd ${folder} && rmdir ${folder} && "$0" "$1" run --runs "$2" -- sh -c 'exit 4'`,
      runs,
    );
    assert.equal(status, 4, stderr);
    const [run] = JSON.parse(runToEnd(['runs', '--runs', runs, '--json']).stdout) as {
      state: string;
      cwd: string;
    }[];
    assert.deepEqual([run?.state, run?.cwd], ['ended', folder]);
  });

  it('report of a run that is not there is 1 and one line; of a format that is not, 2', () => {
    const runs = temporaryFolder('runs');
    const missing = runToEnd(['report', 'nothing', '--runs', runs]);
    assert.deepEqual([missing.code, missing.stdout, missing.stderr.split('\n').length], [1, '', 2]);
    assert.equal(runToEnd(['report', 'latest', '--runs', runs, '--format', 'pdf']).code, 2);
    mkdirSync(join(runs, 'cut'));
    writeFileSync(join(runs, 'cut', 'journal.ndjson'), textOf([startRecord]).slice(0, 50));
    const cut = runToEnd(['report', 'cut', '--runs', runs]);
    assert.deepEqual([cut.code, cut.stdout], [1, '']);
    assert.match(cut.stderr, /^wattlens: [^\n]*The journal ends before its first record was whole\.\n$/);
    assert.match(runToEnd(['runs', '--runs', runs]).stdout, /^cut .*interrupted: The journal ends before/m);
    assert.equal(runToEnd(['no-such-command']).code, 2);
    assert.equal(runToEnd(['run']).code, 2);
    assert.equal(runToEnd(['--help']).code, 0);
  });

  it('tells its version', () => {
    const { code, stdout } = runToEnd(['--version']);
    assert.deepEqual([code, stdout], [0, `${version}\n`]);
  });

  const tiny = { model_type: 'gpt2', n_embd: 64, n_layer: 2, n_head: 4, vocab_size: 65 };

  it('estimates a configuration of any name, and of standard input', () => {
    const file = join(temporaryFolder('config'), 'tiny');
    writeFileSync(file, JSON.stringify(tiny));
    const named = JSON.parse(runToEnd(['estimate', file, '--json']).stdout) as { parameters: unknown };
    for (const input of ['-', '/dev/stdin']) {
      const { status, stdout } = throughShell(`exec "$0" "$1" estimate ${input} --json <"$2"`, file);
      assert.equal(status, 0);
      assert.deepEqual((JSON.parse(stdout) as typeof named).parameters, named.parameters);
    }
    assert.match(runToEnd(['estimate', dirname(file)]).stderr, /holds no model configuration/);
    const none = throughShell('exec "$0" "$1" estimate - </dev/null');
    assert.deepEqual([none.status, none.stderr], [1, 'wattlens: standard input is empty\n']);
    const other = throughShell('echo none | "$0" "$1" estimate -');
    assert.deepEqual(
      [other.status, other.stderr],
      [1, 'wattlens: standard input is not a model configuration that is known\n'],
    );
  });

  it('says what is wrong in one line, whatever is in a file or its name', () => {
    const folder = temporaryFolder('config');
    const file = join(folder, 'a\nb\u001b[31m.json');
    const named = { ...tiny, model_type: 'a\nb\u001b[31mred' };
    writeFileSync(file, JSON.stringify(named));
    const read = runToEnd(['estimate', file]);
    assert.match(read.stdout, /Approximate [^\n]*of a b \[31mred is not known/);
    assert.doesNotMatch(read.stdout.replaceAll('\n', ''), /\p{Cc}/u);
    writeFileSync(file, JSON.stringify({ ...named, architectures: ['RedForImages'] }));
    const { code, stderr } = runToEnd(['estimate', file]);
    assert.equal(code, 1);
    assert.match(stderr, /^wattlens: [^\n]*architecture a b \[31mred is not known[^\n]*\n$/);
    assert.doesNotMatch(stderr.trimEnd(), /\p{Cc}/u);
    const runs = temporaryFolder('runs');
    mkdirSync(join(runs, startRecord.id));
    writeFileSync(
      join(runs, startRecord.id, 'journal.ndjson'),
      textOf([{ ...startRecord, label: 'x\n\u001b[2Jforged' }]),
    );
    const { stdout } = runToEnd(['runs', '--runs', runs]);
    assert.equal(stdout.split('\n').length, 3);
    assert.doesNotMatch(stdout.replaceAll('\n', ''), /\p{Cc}/u);
  });

  it('fails where its output can’t be written, but not where nobody reads it any more', function () {
    if (process.platform !== 'linux') this.skip();
    for (const words of ['doctor', 'runs --json']) {
      const { status, stderr } = throughShell(`exec "$0" "$1" ${words} >/dev/full`);
      assert.deepEqual([status, stderr], [1, "wattlens: the output can't be written (ENOSPC)\n"]);
    }
    assert.equal(throughShell('set -o pipefail; "$0" "$1" doctor | true').status, 0);
  });

  it('detect leaves no file out: what it does not look at has an entry that says why', function () {
    if (process.platform !== 'linux') this.skip();
    const folder = temporaryFolder('scripts');
    const big = join(folder, 'big.py');
    writeFileSync(big, 'x = 1\n'.repeat(500_000));
    writeFileSync(join(folder, 'small.py'), 'print(1)\n');
    const locked = join(folder, 'locked');
    mkdirSync(locked);
    const lockedFile = join(folder, 'locked.py');
    writeFileSync(lockedFile, 'print(1)\n');
    chmodSync(locked, 0o000);
    chmodSync(lockedFile, 0o000);
    // Root may read everything, unless it gives that up.
    const asAnybody = process.getuid?.() === 0 ? 'setpriv --bounding-set=-all ' : '';
    const { status, stdout, stderr } = throughShell(`exec ${asAnybody}"$0" "$1" detect --json "$2"`, folder);
    assert.deepEqual([status, stderr], [0, '']);
    const found = JSON.parse(stdout) as { file: string; training: boolean; notes: string[] }[];
    assert.deepEqual(
      found.map(({ file, notes }) => [file.slice(folder.length + 1), notes.join()]),
      [
        ['big.py', 'Larger than 256 KiB: not looked at.'],
        ['locked', "Can't be read (EACCES)."],
        ['locked.py', "Can't be read (EACCES)."],
        ['small.py', ''],
      ],
    );
    assert.equal(runToEnd(['detect', join(folder, 'missing.py')]).code, 1);
    const pipe = join(folder, 'pipe.py');
    assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
    assert.match(runToEnd(['detect', '--json', pipe]).stdout, /Can't be read \(a named pipe\)/);
    const makefile = join(folder, 'Makefile');
    writeFileSync(makefile, 'train:\n\tpython train.py\n');
    assert.equal(runToEnd(['detect', makefile]).stdout, `${makefile}:2: training; make -C ${folder} train\n`);
    // As it was named.
    const near = relative(process.cwd(), makefile);
    const nearFolder = relative(process.cwd(), folder);
    assert.equal(runToEnd(['detect', near]).stdout, `${near}:2: training; make -C ${nearFolder} train\n`);
  });

  // Of 76 kB there is the whole reserve, of the 20 kB that are left of 64 less than it.
  for (const { what, filled, size } of [
    { what: 'fills up', filled: 0, size: 76 },
    { what: 'was nearly full before', filled: 43_000, size: 64 },
  ])
    it(`a run keeps its end on a disk that ${what}, and says what is lost`, function () {
      const runs = join(temporaryFolder('full'), 'runs');
      const disk = `mkdir "$2" && mount -t tmpfs -o size=${size}k none "$2" && head -c ${filled} /dev/zero >"$2/other"`;
      const line = 'run --runs "$2" --baseline 0 --interval 10 -- sh -c "sleep 3; exit 3"';
      const look =
        'cat "$2"/*/summary.json && echo --- && ls "$2"/*/ >&2 && "$0" "$1" report latest --runs "$2" --json';
      const script = `${disk} || exit 99; "$0" "$1" ${line}; echo "code $?" >&2; ${look}`;
      const { status, stdout, stderr } = throughShell(
        `exec unshare --map-root-user --mount sh -c '${script}' "$0" "$1" "$2"`,
        runs,
      );
      // Not everybody may mount.
      if (status === 99 || stderr.includes('unshare')) this.skip();
      assert.equal(status, 0, stderr);
      assert.match(stderr, /the journal can't be written/);
      assert.match(stderr, /the journal lacks \d+ readings/);
      assert.match(stderr, /code 3\njournal\.ndjson\nsummary\.json\n/);
      const [kept = '', told = ''] = stdout.split('---\n');
      assert.deepEqual(JSON.parse(kept), JSON.parse(told), 'the summary is what the journal tells');
      const summary = JSON.parse(told) as {
        state: string;
        exitCode: number;
        durationSeconds: number;
        devices: { samples: number }[];
        notes: string[];
      };
      assert.deepEqual([summary.state, summary.exitCode], ['ended', 3]);
      assert.ok(summary.durationSeconds > 1.9);
      assert.ok((summary.devices[0]?.samples ?? 0) > 5);
      assert.match(summary.notes.join('\n'), /The disk was full: \d+ readings are missing/);
    });

  it('watch prints one JSON object a line, until it is stopped, and nothing else', async () => {
    const { process: watching, finished } = start(['watch', '--json', '--interval', '100'], simulation());
    let lineCount = 0;
    watching.stdout?.on('data', (text: string) => (lineCount += text.split('\n').length - 1));
    await until(() => lineCount > 11, 'it has printed a dozen lines');
    watching.kill('SIGTERM');
    const { code, stdout, stderr } = await finished;
    assert.deepEqual([code, stderr], [0, '']);
    const lines = stdout
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as {
            watts: number;
            devices: {
              domain: string;
              watts: number;
              joules: number;
              wattsRange: { low: number; mid: number; high: number };
              joulesRange: { low: number; mid: number; high: number };
            }[];
          },
      );
    assert.ok(lines.length > 11);
    for (const { watts, devices } of lines) {
      assert.equal(devices.find((device) => device.domain === 'gpu')?.watts, 300);
      assert.ok(watts >= 300);
      for (const device of devices) {
        const { wattsRange, joulesRange } = device;
        assert.deepEqual([wattsRange.mid, joulesRange.mid], [device.watts, device.joules]);
        assert.ok(wattsRange.low <= device.watts && device.watts <= wattsRange.high);
      }
    }
  });

  it('says why a power command that was named reads nothing, and meters all else', () => {
    const options = ['--runs', temporaryFolder('runs'), '--power-command', "sh -c 'exit 3'"];
    const { code, stderr } = runToEnd(['run', ...options, '--', 'true']);
    assert.equal(code, 0);
    assert.match(stderr, /--power-command is not used: sh: .*exit code 3/);
  });
});
