import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commands } from '../../src/editor/contributions';
import { LaunchMemory } from '../../src/editor/launch/launch-memory';
import { runTraining } from '../../src/editor/launch/run-training';
import { summarize } from '../../src/runs/summary';
import { rankedTraining, standInLaunchers } from '../sim/launchers';
import { endedRun, runOf } from './support/runs';
import { activateExtension, temporaryFolder, withSetting } from './support/workspace';

const project = join(__dirname, '..', '..', '..');
const watts = [300, 200, 100];
const idOf = (gpu: number): string => `gpu:GPU-00000000-0000-4000-8000-${String(gpu).padStart(12, '0')}`;
const terminal = (): vscode.WorkspaceConfiguration =>
  vscode.workspace.getConfiguration('terminal.integrated.env');

describe('a script of several processes', function () {
  this.timeout(90_000);
  const folder = temporaryFolder();
  const runsFolder = join(folder.path, 'runs');
  let undo: (() => Promise<void>)[] = [];
  let meterProgram = '';

  before(async function () {
    if (process.platform !== 'linux') this.skip();
    meterProgram = join((await activateExtension()).extensionPath, 'dist', 'wattlens.js');
    const library = join(folder.path, 'library');
    mkdirSync(library);
    const source = join(project, 'test/sim/nvml/nvml_sim.c');
    execFileSync('cc', ['-O1', '-shared', '-fPIC', '-o', join(library, 'libnvidia-ml.so.1'), source, '-lm']);
    writeFileSync(join(folder.path, 'trace.txt'), `-1000 ${watts.join(' ')}\n0 ${watts.join(' ')}\n`);
    writeFileSync(join(folder.path, 'processes'), '');
    const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
    const tools = standInLaunchers(join(folder.path, 'tools'));
    symlinkSync(python.trim(), join(tools, 'python'));
    undo = [
      await withSetting('runs.folder', runsFolder),
      await withSetting('run.intervalMs', 250),
      await withSetting('run.pythonPath', join(tools, 'python')),
    ];
    const before = terminal().inspect('linux')?.globalValue;
    const variables = {
      LD_LIBRARY_PATH: library,
      WATTLENS_SIM_TRACE: join(folder.path, 'trace.txt'),
      WATTLENS_SIM_OPTIONS: '',
      WATTLENS_SIM_PROCESSES: join(folder.path, 'processes'),
      // As torchrun reads its own options from the environment.
      PET_NPROC_PER_NODE: '2',
      CUDA_VISIBLE_DEVICES: '2,0',
    };
    await terminal().update('linux', variables, vscode.ConfigurationTarget.Global);
    undo.push(async () => {
      await terminal().update('linux', before, vscode.ConfigurationTarget.Global);
    });
  });
  after(async () => {
    for (const restore of undo.reverse()) await restore();
    folder.remove();
  });

  async function assertRun(script: vscode.Uri, words: readonly string[], used: number[]): Promise<void> {
    const begun = await runOf(runsFolder, 'the run', ({ start }) => start.command.includes(script.fsPath));
    const run = await endedRun(runsFolder, begun.id);
    assert.deepEqual(run.start.command.slice(1), [...words, script.fsPath]);
    const ranks = readFileSync(join(script.fsPath, '..', 'ranks.txt'), 'utf8')
      .trimEnd()
      .split('\n');
    assert.deepEqual(
      ranks.map((line) => line.replace(/: \d+$/, '')).sort(),
      used.map((gpu, rank) => `${rank} of 2 on ${gpu}`),
    );
    const summary = summarize([...run.records], { meterAlive: false });
    const gpus = (summary?.devices ?? []).filter(({ domain }) => domain === 'gpu');
    assert.deepEqual(gpus.map(({ id }) => id).sort(), used.map(idOf).sort());
    for (const { id, joules, share } of gpus) {
      const truth = (watts[Number(id.slice(-1))] ?? NaN) * (summary?.durationSeconds ?? NaN);
      assert.ok(Math.abs((joules ?? NaN) / truth - 1) < 0.25, `${id}: ${joules} J for ${truth} J`);
      assert.ok((share ?? 0) > 0.3 * truth, `${id}: ${share} J are the run's`);
    }
  }

  it('that asks for a launcher has each GPU of its processes once, by the command of the palette', async () => {
    const script = folder.write('ddp/train.py', rankedTraining(2));
    await vscode.commands.executeCommand(commands.runTraining, script);
    await assertRun(script, ['--standalone'], [2, 0]);
  });

  it('has the launcher and the GPUs that were chosen for it before, over those of the terminal', async () => {
    const script = folder.write('hf/train.py', rankedTraining(2));
    const kept = new Map<string, unknown>();
    const memory = new LaunchMemory({
      keys: () => [...kept.keys()],
      get: (key: string) => kept.get(key),
      update: (key: string, value: unknown) => {
        kept.set(key, value);
        return Promise.resolve();
      },
    } as vscode.Memento);
    await memory.keep(script, { lines: [], launcher: 'accelerate', processes: 2, gpus: ['0', '1'] });
    const log = vscode.window.createOutputChannel('launchers test', { log: true });
    try {
      await runTraining(
        { meterProgram, memory, log, delayedRuns: { plan: () => assert.fail('it is to start at once') } },
        script,
        { asks: false },
      );
      await assertRun(script, ['launch', '--multi_gpu', '--num_processes', '2'], [0, 1]);
    } finally {
      log.dispose();
    }
  });
});
