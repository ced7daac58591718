import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { joinArguments, splitArguments } from '../../../src/editor/launch/argument-text';
import { usableGpus } from '../../../src/editor/launch/gpu-count';
import { launcherCall } from '../../../src/editor/launch/launcher-command';
import { activation, pythonEnvironments } from '../../../src/editor/launch/python-environments';
import { resolveVariables } from '../../../src/editor/launch/variables';

describe('arguments in one line', () => {
  const split = (text: string): readonly string[] | string => {
    const result = splitArguments(text);
    return result.ok ? result.arguments : result.error;
  };

  it('are split as they are quoted, and nothing else is special', () => {
    const cases: [string, readonly string[]][] = [
      ['', []],
      ['  \n ', []],
      ['--steps 500', ['--steps', '500']],
      [`--name 'two words' "and three more"`, ['--name', 'two words', 'and three more']],
      [`--lr="1e-4" a'b'c`, ['--lr=1e-4', 'abc']],
      [`'' ""`, ['', '']],
      [
        '--x $(rm -rf /) && echo `id` | tee $HOME *',
        ['--x', '$(rm', '-rf', '/)', '&&', 'echo', '`id`', '|', 'tee', '$HOME', '*'],
      ],
      [`"say \\"hi\\" \\n"`, ['say "hi" \\n']],
      ['two\\ words', ['two words']],
      ['one \\\n  two\nthree', ['one', 'two', 'three']],
      [`'a\nb'`, ['a\nb']],
    ];
    for (const [text, expected] of cases) assert.deepEqual(split(text), expected, text);
  });

  it('say where a quote is not closed', () => {
    assert.match(split(`--a 'b`) as string, /' at character 5 is not closed/);
    assert.match(split(`"`) as string, /" at character 1 is not closed/);
  });

  it('are the same after having been joined', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (list) => {
        assert.deepEqual(split(joinArguments(list)), list);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const result = splitArguments(text);
        if (result.ok) assert.deepEqual(split(joinArguments(result.arguments)), result.arguments);
      }),
    );
  });
});

describe('variables of a task', () => {
  it('stand for folders and the environment; others stay', () => {
    const context = {
      workspaceFolder: '/w/a',
      workspaceFolders: { a: '/w/a', b: '/w/b' },
      userHome: '/home/u',
      environment: { DATA: '/data' },
    };
    const text = '${workspaceFolder}|${workspaceFolder:b}|${userHome}|${env:DATA}|${env:NONE}|${file}|$HOME';
    assert.equal(resolveVariables(text, context), '/w/a|/w/b|/home/u|/data||${file}|$HOME');
    assert.equal(resolveVariables('${workspaceFolder:c}', context), '${workspaceFolder:c}');
  });
});

describe('the Python of a project', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'wattlens-python-')));
  const write = (name: string, text = ''): string => {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  const find = (from: string, environment: Record<string, string> = {}): string[] =>
    pythonEnvironments({
      from: join(root, from),
      workspaceFolder: join(root, 'w'),
      environment,
      home: join(root, 'home'),
    }).map(({ path }) => path.slice(root.length + 1));

  after(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('is the nearest environment, never one above the workspace', () => {
    write('.venv/bin/python');
    write('w/packages/a/train.py');
    assert.deepEqual(find('w/packages/a'), []);
    write('w/venv/bin/python');
    write('w/packages/.venv/bin/python');
    assert.deepEqual(find('w/packages/a'), ['w/packages/.venv/bin/python', 'w/venv/bin/python']);
    assert.deepEqual(find('w'), ['w/venv/bin/python']);
  });

  it('is what Poetry, uv, conda and Pixi keep for it', () => {
    write('w/poetry/pyproject.toml', '[tool.poetry]\nname = "My Model"\n');
    const hash = createHash('sha256').update(join(root, 'w/poetry')).digest('base64url').slice(0, 8);
    for (const version of ['3.9', '3.11'])
      write(`home/.cache/pypoetry/virtualenvs/my_model-${hash}-py${version}/bin/python`);
    write(`home/.cache/pypoetry/virtualenvs/my_model-other-py3.12/bin/python`);
    assert.deepEqual(
      find('w/poetry').slice(0, 2),
      ['3.11', '3.9'].map(
        (version) => `home/.cache/pypoetry/virtualenvs/my_model-${hash}-py${version}/bin/python`,
      ),
    );
    write('w/uv/uv.lock');
    write('w/uv/environment/bin/python');
    assert.equal(find('w/uv', { UV_PROJECT_ENVIRONMENT: 'environment' })[0], 'w/uv/environment/bin/python');
    write('w/conda/environment.yml', 'name: vision # ours\ndependencies: [python]\n');
    write('miniconda/envs/vision/bin/python');
    write('home/.conda/environments.txt', `${root}/miniconda\n${root}/miniconda/envs/vision\n`);
    assert.equal(find('w/conda')[0], 'miniconda/envs/vision/bin/python');
    write('w/pixi/.pixi/envs/default/bin/python');
    assert.equal(find('w/pixi')[0], 'w/pixi/.pixi/envs/default/bin/python');
    assert.deepEqual(
      find('w/none', { CONDA_PREFIX: join(root, 'miniconda/envs/vision') }).at(-1),
      'miniconda/envs/vision/bin/python',
    );
  });

  it('brings its activation', () => {
    write('w/venv/pyvenv.cfg');
    const python = join(root, 'w/venv/bin/python');
    assert.deepEqual(activation(python, '/usr/bin'), {
      VIRTUAL_ENV: join(root, 'w/venv'),
      PATH: `${join(root, 'w/venv/bin')}:/usr/bin`,
    });
    assert.deepEqual(activation('/usr/bin/python3', '/usr/bin'), {});
  });

  it('brings the variables of a conda environment, a person’s over those of its packages', () => {
    const prefix = join(root, 'miniconda/envs/speech');
    const given = (): Readonly<Record<string, string>> => activation(join(prefix, 'bin/python'), '/usr/bin');
    write('miniconda/envs/speech/conda-meta/history');
    const own = {
      CONDA_PREFIX: prefix,
      CONDA_DEFAULT_ENV: 'speech',
      CONDA_SHLVL: '1',
      PATH: `${join(prefix, 'bin')}:/usr/bin`,
    };
    assert.deepEqual(given(), own);
    write('miniconda/envs/speech/etc/conda/env_vars.d/b.json', '{"DATA": "package", "GPU": "package"}');
    write('miniconda/envs/speech/etc/conda/env_vars.d/c.json', '{"LEVEL": 3');
    const state = {
      version: 1,
      env_vars: { DATA: '/data', THREADS: 8, GONE: '***unset***', CONDA_PREFIX: 'x' },
    };
    write('miniconda/envs/speech/conda-meta/state', JSON.stringify(state));
    assert.deepEqual(given(), { DATA: '/data', GPU: 'package', THREADS: '8', ...own });
    write('w/.conda/conda-meta/history');
    const inFolder = activation(join(root, 'w/.conda/bin/python'), undefined);
    assert.equal(inFolder['CONDA_DEFAULT_ENV'], join(root, 'w/.conda'));
  });

  it('can use the GPUs that are there and visible', () => {
    assert.deepEqual(usableGpus({}, `${root}/`), []);
    for (const name of ['nvidia0', 'nvidia1', 'nvidia2', 'nvidiactl', 'nvidia-uvm']) write(`dev/${name}`);
    assert.deepEqual(usableGpus({}, `${root}/`), ['0', '1', '2']);
    assert.deepEqual(usableGpus({ CUDA_VISIBLE_DEVICES: '0,2' }, `${root}/`), ['0', '2']);
    assert.deepEqual(usableGpus({ CUDA_VISIBLE_DEVICES: '' }, `${root}/`), []);
    assert.deepEqual(usableGpus({ CUDA_VISIBLE_DEVICES: '2,-1,0' }, `${root}/`), ['2']);
    assert.deepEqual(usableGpus({ CUDA_VISIBLE_DEVICES: '1,3,0' }, `${root}/`), ['1']);
    assert.deepEqual(usableGpus({ CUDA_VISIBLE_DEVICES: 'GPU-8f6d, GPU-1' }, `${root}/`), [
      'GPU-8f6d',
      'GPU-1',
    ]);
  });

  it('starts launchers with as many processes as were asked for', () => {
    assert.deepEqual(launcherCall('torchrun', 4).arguments, ['--standalone', '--nproc-per-node', '4']);
    assert.deepEqual(launcherCall('accelerate', 4).arguments, [
      'launch',
      '--multi_gpu',
      '--num_processes',
      '4',
    ]);
    assert.deepEqual(launcherCall('accelerate', 1).arguments, ['launch', '--num_processes', '1']);
    assert.deepEqual(launcherCall('deepspeed', undefined).arguments, []);
    assert.deepEqual(launcherCall('deepspeed', 2).arguments, ['--num_gpus', '2']);
    // With a count it would take the first ones.
    assert.deepEqual(launcherCall('deepspeed', 2, '1,3').arguments, ['--include', 'localhost:1,3']);
  });
});
