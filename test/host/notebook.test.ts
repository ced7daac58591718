import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { endedRun, runOf } from './support/runs';
import { activateExtension, eventually, temporaryFolder, withSetting } from './support/workspace';

const setUp = 'weight, learning_rate = 0.0, 0.1\n';
const training = `import time
for step in range(40):
    loss = (weight - 3.0) ** 2
    gradient = 2 * (weight - 3.0)
    weight -= learning_rate * gradient
    time.sleep(0.1)
`;
const notebookText = JSON.stringify({
  cells: [setUp, training].map((source) => ({
    cell_type: 'code',
    execution_count: null,
    metadata: {},
    outputs: [],
    source,
  })),
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
});

describe('a notebook that trains', function () {
  this.timeout(90_000);
  const folder = temporaryFolder();
  const runsFolder = join(folder.path, 'runs');
  let undo: (() => Promise<void>)[] = [];

  /** What the cell's status bar shows: VS Code has no command that reads it. */
  let api: { cellEnergyText(cell: vscode.NotebookCell): string | undefined };

  before(async () => {
    api = (await activateExtension()).exports as typeof api;
    undo = [await withSetting('runs.folder', runsFolder), await withSetting('attach', 'always')];
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const restore of undo) await restore();
    folder.remove();
  });

  it('has its kernel metered, and the energy of each cell in the cell’s status bar', async () => {
    const notebook = await vscode.workspace.openNotebookDocument(folder.write('train.ipynb', notebookText));
    await vscode.window.showNotebookDocument(notebook);
    await vscode.commands.executeCommand('notebook.selectKernel', {
      id: 'python',
      extension: 'wattlens-test.notebook-kernel',
    });
    await vscode.commands.executeCommand('notebook.execute');
    const run = await runOf(runsFolder, 'the run', () => true);
    assert.equal(run.start.attached?.kind, 'notebook');
    assert.equal(run.start.label, 'train.ipynb');
    assert.ok(run.start.command.includes('ipykernel_launcher'));
    const cell = notebook.cellAt(1);
    const first = await eventually('the cell has run', () => cell.executionSummary?.timing);
    // On a busy machine the meter may begin after the first time; the second time it reads already.
    await runOf(runsFolder, 'a reading', ({ records }) => records.some(({ type }) => type === 'sample'));
    await vscode.commands.executeCommand('notebook.execute');
    const second = await eventually('the cell has run again', () => {
      const timing = cell.executionSummary?.timing;
      return (timing?.startTime ?? 0) > first.endTime ? timing : undefined;
    });
    assert.ok(second.endTime - second.startTime > 1000, 'the kernel tells of a cell when it is done');
    // The set-up is done within a millisecond or two.
    for (const each of [notebook.cellAt(0), cell]) {
      const text = await eventually('the energy of the cell', () => api.cellEnergyText(each));
      assert.match(text, /^\$\(zap\) [\d.]+ m?Wh · (?:measured|modelled|part modelled)/);
    }
    // The meter ends with the kernel.
    process.kill(run.start.attached.pid);
    await endedRun(runsFolder, run.id);
  });
});
