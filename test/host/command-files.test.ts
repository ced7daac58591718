import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commands } from '../../src/editor/contributions';
import { prepareLaunch } from '../../src/editor/launch/prepare-launch';
import { mayStartTraining } from '../../src/editor/training-scripts';
import { endedRun, runOf } from './support/runs';
import { activateExtension, lensesOf, lensTitles, temporaryFolder, withSetting } from './support/workspace';

/** Trains without a library: what is tested is the launch. */
const trainingScript = `
import sys

def train(steps):
    weight, learning_rate = 0.0, 0.1
    for step in range(steps):
        gradient = 2 * (weight - 3.0)
        weight -= learning_rate * gradient

if __name__ == "__main__":
    with open("facts.txt", "w") as facts:
        print(*sys.argv[1:], file=facts)
    train(50)
`;
const makefile = `SIZE = small

data:
\tpython3 -c "print(1)"

train:
\tpython3 train.py --size $(SIZE)

train-large:
\tpython3 train.py --size large
`;

describe('a file of commands that train', function () {
  this.timeout(90_000);
  const folder = temporaryFolder();
  const runsFolder = join(folder.path, 'runs');
  let undo: (() => Promise<void>)[] = [];
  let program = '';

  before(async () => {
    program = join((await activateExtension()).extensionPath, 'dist', 'wattlens.js');
    undo = [await withSetting('runs.folder', runsFolder), await withSetting('run.intervalMs', 250)];
    folder.write('train.py', trainingScript);
  });
  after(async () => {
    for (const restore of undo) await restore();
    folder.remove();
  });

  it('has a lens above each target of a Makefile that trains, and none above the others', async () => {
    const lenses = await lensesOf(folder.write('Makefile', makefile));
    const runs = lenses.filter(({ command }) => command?.command === commands.runTraining);
    assert.deepEqual(
      runs.map(({ range, command }) => [range.start.line + 1, String(command?.arguments?.[1])]),
      [
        [7, 'train'],
        [10, 'train-large'],
      ],
    );
  });

  it('runs the target of the lens, metered, in the folder of the file', async function () {
    if (process.platform === 'win32') this.skip();
    const file = folder.write('Makefile', makefile);
    await vscode.commands.executeCommand(commands.runTraining, file, 'train-large');
    const { id } = await runOf(
      runsFolder,
      'the run of the target',
      ({ start }) => start.label === 'make train-large',
    );
    const { start, records } = await endedRun(runsFolder, id);
    assert.match(start.command.join(' '), /make .*train-large$/);
    assert.equal(records.find((record) => record.type === 'end')?.exitCode, 0);
    assert.equal(
      new TextDecoder().decode(
        await vscode.workspace.fs.readFile(vscode.Uri.file(join(folder.path, 'facts.txt'))),
      ),
      '--size large\n',
    );
  });

  it('has a lens above a shell script and above a batch file, which says that it is not the queue’s', async () => {
    const shell = await lensTitles(folder.write('go.sh', 'set -e\npython3 train.py --size small\n'));
    assert.ok(
      shell.some((title) => title.endsWith('Run with energy metering')),
      shell.join(),
    );
    const batch = folder.write('job.slurm', '#!/bin/bash\n#SBATCH --nodes=1\nsrun python3 train.py\n');
    const [lens] = (await lensesOf(batch)).filter(({ command }) => command?.command === commands.runTraining);
    assert.match(lens?.command?.title ?? '', /Run on this machine with energy metering$/);
    assert.match(String(lens?.command?.tooltip), /not in the queue/);
    const other = await lensTitles(folder.write('job.pbs', '#PBS -l nodes=1\npython3 train.py\n'));
    assert.match(other.join(), /Run on this machine/);
    assert.deepEqual(await lensTitles(folder.write('clean.sh', 'rm -rf out\n')), []);
  });

  it('is not read further where it names nothing that could train', async () => {
    const page = folder.write('package.json', '{ "scripts": { "build": "vite build", "lint": "eslint ." } }');
    assert.equal(mayStartTraining(await vscode.workspace.openTextDocument(page)), false);
    const project = folder.write('tools/package.json', '{ "scripts": { "fit": "python3 ../train.py" } }');
    assert.equal(mayStartTraining(await vscode.workspace.openTextDocument(project)), true);
    const runs = (await lensesOf(project)).filter(({ command }) => command?.command === commands.runTraining);
    assert.deepEqual(
      runs.map(({ command }) => String(command?.arguments?.[1])),
      ['fit'],
    );
  });

  it('runs a script of a package (project.scripts) from the environment nearest to its pyproject.toml', async function () {
    if (process.platform === 'win32') this.skip();
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace !== undefined);
    const part = join(workspace.uri.fsPath, 'a-part');
    try {
      mkdirSync(join(part, 'pkg'), { recursive: true });
      writeFileSync(join(part, 'pkg', '__init__.py'), '');
      writeFileSync(
        join(part, 'pkg', 'learning.py'),
        trainingScript.replace('if __name__ == "__main__":', 'def main():'),
      );
      writeFileSync(join(part, 'pkg', 'serving.py'), 'def main():\n    print("serves")\n');
      writeFileSync(
        join(part, 'pyproject.toml'),
        '[project]\nname = "pkg"\nversion = "1.0"\n\n[project.scripts]\nfit-pkg = "pkg.learning:main"\nserve-pkg = "pkg.serving:main"\n',
      );
      // As an installer makes it: an environment with the package's script.
      execFileSync('python3', ['-m', 'venv', '--without-pip', join(part, '.venv')]);
      const python = join(part, '.venv', 'bin', 'python');
      const installed = `#!${python}\nimport sys\nsys.path.insert(0, ${JSON.stringify(part)})\nfrom pkg.learning import main\nsys.exit(main())\n`;
      writeFileSync(join(part, '.venv', 'bin', 'fit-pkg'), installed, { mode: 0o755 });
      const project = vscode.Uri.file(join(part, 'pyproject.toml'));
      const runs = (await lensesOf(project)).filter(
        ({ command }) => command?.command === commands.runTraining,
      );
      assert.deepEqual(
        runs.map(({ range, command }) => [range.start.line + 1, String(command?.arguments?.[1])]),
        [[6, 'fit-pkg']],
      );
      await vscode.commands.executeCommand(commands.runTraining, project, 'fit-pkg');
      const { id } = await runOf(runsFolder, 'the run of the script', ({ start }) =>
        start.command.join(' ').includes('fit-pkg'),
      );
      const { start, records } = await endedRun(runsFolder, id);
      assert.deepEqual(start.command, [join(part, '.venv', 'bin', 'fit-pkg')]);
      assert.equal(records.find((record) => record.type === 'end')?.exitCode, 0);
      assert.equal(existsSync(join(part, 'facts.txt')), true);
    } finally {
      rmSync(part, { recursive: true, force: true });
    }
  });

  it('is run by the shell that its name or its first line tells', async () => {
    for (const [name, text] of [
      ['job.pbs', '#PBS -l nodes=1\npython3 train.py\n'],
      ['start', '#!/bin/bash\npython3 train.py\n'],
      ['go.bash', 'python3 train.py\n'],
    ] as const) {
      const prepared = await prepareLaunch(program, {
        target: { kind: 'script', uri: folder.write(name, text) },
      });
      assert.ok(prepared.ok);
      assert.match(prepared.launch.command[0] ?? '', /[\\/]bash(?:\.exe)?$/, name);
    }
  });
});
