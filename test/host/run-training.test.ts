import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { commands } from '../../src/editor/contributions';
import { prepareLaunch } from '../../src/editor/launch/prepare-launch';
import { pauseMs } from '../../src/editor/pauses';
import {
  activateExtension,
  eventually,
  lensesNow,
  lensesOf,
  lensTitles,
  temporaryFolder,
  titlesOf,
  withSetting,
} from './support/workspace';

/** A training script as Python people write it, without any library: what is tested is the launch. */
const trainingScript = `
import os, sys, time

def train(steps):
    weight, learning_rate = 0.0, 0.1
    for step in range(steps):
        loss = (weight - 3.0) ** 2
        gradient = 2 * (weight - 3.0)
        weight -= learning_rate * gradient
        print(f"step {step + 1}/{steps} loss {loss:.4f}", flush=True)
        time.sleep(0.25)

if __name__ == "__main__":
    with open(os.path.join(os.path.dirname(__file__), "facts.txt"), "w") as facts:
        print(sys.stdout.isatty(), os.getcwd(), *sys.argv[1:], sep="\\n", file=facts)
    train(8)
    sys.exit(3)
`;

const summarySchema = v.object({
  label: v.nullable(v.string()),
  exitCode: v.nullable(v.number()),
  state: v.string(),
  durationSeconds: v.number(),
  energyJoules: v.object({ gross: v.number() }),
  devices: v.array(v.object({ source: v.string(), provenance: v.string() })),
});

describe('running a training script with metering', function () {
  this.timeout(90_000);
  const folder = temporaryFolder();
  const runsFolder = join(folder.path, 'runs');
  let undo: (() => Promise<void>)[] = [];
  let program: string;

  before(async () => {
    const extension = await activateExtension();
    program = join(extension.extensionPath, 'dist', 'wattlens.js');
    undo = [await withSetting('runs.folder', runsFolder), await withSetting('run.intervalMs', 250)];
  });
  after(async () => {
    for (const restore of undo) await restore();
    folder.remove();
  });

  it('is offered above the script, by a task, and ends as the script ends', async () => {
    const script = folder.write('train.py', trainingScript);
    assert.match((await lensTitles(script)).join('\n'), /Run with energy metering/);
    const restoreArguments = await withSetting('run.arguments', ['--flag', 'two words', '$HOME "quoted"']);
    const ended = new Promise<vscode.TaskProcessEndEvent>((resolve) => {
      const listener = vscode.tasks.onDidEndTaskProcess((event) => {
        if (event.execution.task.definition.type !== 'wattlens') return;
        listener.dispose();
        resolve(event);
      });
    });
    await vscode.commands.executeCommand(commands.runTraining, script);
    const { exitCode } = await ended;
    await restoreArguments();
    assert.equal(exitCode, 3);
    const facts = readFileSync(join(folder.path, 'facts.txt'), 'utf8').trim().split('\n');
    assert.deepEqual(facts, ['True', folder.path, '--flag', 'two words', '$HOME "quoted"']);

    const [id = ''] = readdirSync(runsFolder);
    const summary = v.parse(
      summarySchema,
      JSON.parse(readFileSync(join(runsFolder, id, 'summary.json'), 'utf8')),
    );
    assert.equal(summary.exitCode, 3);
    assert.equal(summary.state, 'ended');
    assert.equal(summary.label, 'train.py');
    assert.ok(summary.durationSeconds >= 1.5);
    assert.ok(summary.energyJoules.gross > 0);
    assert.ok(summary.devices.every(({ source }) => source !== ''));

    const titles = await eventually('the last run above the script', async () => {
      const lenses = await lensTitles(script);
      return lenses.some((title) => title.startsWith('last run:')) ? lenses : undefined;
    });
    assert.match(
      titles.join('\n'),
      /last run: .*Wh · .*g CO2e · (measured|modelled|part modelled) in .*exit code 3/,
    );
  });

  it('is offered as is known while one types, and looked at after the pause', async () => {
    const uri = folder.write('typed.py', trainingScript);
    const editor = await vscode.window.showTextDocument(uri);
    const isOfferedBy = (lenses: readonly vscode.CodeLens[]): boolean =>
      titlesOf(lenses).join('\n').includes('Run with energy metering');
    const replaceBy = async (text: string): Promise<void> => {
      const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
      await editor.edit((edit) => {
        edit.replace(whole, text);
      });
    };
    // On a busy machine the pause may be over before the lenses are asked for: then it is typed again.
    for (let tries = 0, isBeforePause = false; !isBeforePause; tries += 1) {
      assert.ok(tries < 20, 'the lenses are answered within the pause');
      await replaceBy(trainingScript);
      await eventually('it is offered', async () => isOfferedBy(await lensesOf(uri)) || undefined);
      let typedAt = NaN;
      const listener = vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === editor.document) typedAt = performance.now();
      });
      await replaceBy('print(1)\n');
      listener.dispose();
      const lenses = await lensesNow(uri);
      isBeforePause = performance.now() - typedAt < pauseMs;
      if (isBeforePause) assert.ok(isOfferedBy(lenses), 'before the pause');
    }
    await eventually('it is offered no longer', async () =>
      isOfferedBy(await lensesOf(uri)) ? undefined : true,
    );
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('shows the report of the last run', async () => {
    await vscode.commands.executeCommand(commands.showReport);
    const report = await eventually('the report', () =>
      vscode.workspace.textDocuments.find(
        ({ uri }) => uri.scheme === 'wattlens' && uri.path.includes('Report'),
      ),
    );
    assert.match(report.getText(), /Run train\\\.py/);
    assert.match(report.getText(), /Carbon intensity/);
  });

  it('offers each training script of the workspace as a task', async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: 'wattlens' });
    assert.ok(
      tasks.some((task) => task.definition['script'] === 'train.py'),
      'the sample’s train.py',
    );
  });

  it('says what is wrong before it starts anything', async () => {
    const script = folder.write('again/train.py', trainingScript);
    const problemOf = async (uri: vscode.Uri): Promise<string> => {
      const prepared = await prepareLaunch(program, { target: { kind: 'script', uri } });
      return prepared.ok ? 'nothing' : prepared.problem.message;
    };
    assert.match(
      await problemOf(vscode.Uri.file(join(folder.path, 'none.py'))),
      /There is no script at .*none\.py/,
    );
    assert.match(await problemOf(vscode.Uri.parse('untitled:train.py')), /not a file on a disk/);
    const restorePython = await withSetting('run.pythonPath', '/no/such/python');
    assert.match(await problemOf(script), /no Python at "\/no\/such\/python"/);
    await restorePython();
    // A file where the folder should be: unlike missing permissions, it stops an administrator too.
    const blocked = join(folder.path, 'blocked');
    writeFileSync(blocked, '');
    const restoreFolder = await withSetting('runs.folder', join(blocked, 'runs'));
    assert.match(await problemOf(script), /runs folder .* can't be written .*wattlens\.runs\.folder/);
    await restoreFolder();
    assert.equal(await problemOf(script), 'nothing');
    assert.equal(existsSync(join(folder.path, 'again', 'facts.txt')), false);
  });
});
