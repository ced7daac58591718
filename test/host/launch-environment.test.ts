import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { endedRun, runOf } from './support/runs';
import { activateExtension, eventually, temporaryFolder, withSetting } from './support/workspace';

/** Says what it was given. */
const script = `
import json, os, sys

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), sys.argv[1]), "w") as file:
    json.dump(dict(os.environ), file)
`;

describe('the environment of a launch', function () {
  this.timeout(60_000);
  const runs = temporaryFolder();
  const runsFolder = join(runs.path, 'runs');
  const terminal = (): vscode.WorkspaceConfiguration =>
    vscode.workspace.getConfiguration('terminal.integrated.env');
  let folder: vscode.WorkspaceFolder;
  let undo: (() => Promise<void>)[] = [];
  const settings = (): string => join(folder.uri.fsPath, '.vscode', 'settings.json');

  before(async function () {
    if (process.platform !== 'linux') this.skip();
    await activateExtension();
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first);
    folder = first;
    undo = [await withSetting('runs.folder', runsFolder), await withSetting('run.intervalMs', 250)];
    const before = terminal().inspect('linux')?.globalValue;
    undo.push(async () => {
      await terminal().update('linux', before, vscode.ConfigurationTarget.Global);
    });
    await terminal().update(
      'linux',
      { TERMINAL: 'terminal', TERMINAL_FILE: 'terminal', TERMINAL_OWN: 'terminal', LANGUAGE: 'terminal' },
      vscode.ConfigurationTarget.Global,
    );
    for (const [name, text] of [
      ['print_environment.py', script],
      ['own.env', 'TERMINAL_FILE=file\nFILE_OWN=file\nFILE=file\nFROM=${TERMINAL}\nPATH=/added/by/file\n'],
      ['python.env', 'TERMINAL_FILE=python\nFILE=python\n'],
    ] as const) {
      mkdirSync(join(folder.uri.fsPath, 'given'), { recursive: true });
      writeFileSync(join(folder.uri.fsPath, 'given', name), text);
    }
  });
  after(async () => {
    for (const restore of undo.reverse()) await restore();
    rmSync(join(folder.uri.fsPath, 'given'), { recursive: true, force: true });
    runs.remove();
  });

  /** What the script gets without debugging. */
  async function given(label: string, more: Record<string, unknown>): Promise<Record<string, string>> {
    await vscode.debug.startDebugging(
      folder,
      {
        type: 'wattlens',
        request: 'launch',
        name: label,
        script: '${workspaceFolder}/given/print_environment.py',
        args: [`${label}.json`],
        runLabel: label,
        ...more,
      },
      { noDebug: true },
    );
    const run = await runOf(runsFolder, `the run ${label}`, ({ start }) => start.label === label);
    await endedRun(runsFolder, run.id);
    const path = join(folder.uri.fsPath, 'given', `${label}.json`);
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  }

  it('is what launch.json says, over its file, over the terminal’s, over the process’s', async () => {
    const environment = await given('all', {
      envFile: '${workspaceFolder}/given/own.env',
      env: { TERMINAL_OWN: 'own', FILE_OWN: 'own', OWN: '${env:HOME}/own' },
    });
    const { TERMINAL, TERMINAL_FILE, TERMINAL_OWN, FILE_OWN, FILE, FROM, OWN, LANGUAGE } = environment;
    assert.deepEqual(
      { TERMINAL, TERMINAL_FILE, TERMINAL_OWN, FILE_OWN, FILE, FROM, OWN, LANGUAGE },
      {
        TERMINAL: 'terminal',
        TERMINAL_FILE: 'file',
        TERMINAL_OWN: 'own',
        FILE_OWN: 'own',
        FILE: 'file',
        FROM: 'terminal',
        OWN: `${process.env['HOME'] ?? ''}/own`,
        LANGUAGE: 'terminal',
      },
    );
    // The folders of the process stay, or nothing would be found.
    assert.match(environment['PATH'] ?? '', /\/added\/by\/file:.*\/bin/);
  });

  it('is that of python.envFile where no file is named', async () => {
    const before = existsSync(settings()) ? readFileSync(settings(), 'utf8') : undefined;
    mkdirSync(dirname(settings()), { recursive: true });
    writeFileSync(settings(), JSON.stringify({ 'python.envFile': '${workspaceFolder}/given/python.env' }));
    const configured = (): boolean =>
      String(vscode.workspace.getConfiguration('python', folder.uri).get('envFile')).includes('given');
    try {
      await eventually('the setting', () => configured() || undefined);
      const { TERMINAL_FILE, FILE } = await given('python', { env: { FILE: 'own' } });
      assert.deepEqual({ TERMINAL_FILE, FILE }, { TERMINAL_FILE: 'python', FILE: 'own' });
    } finally {
      if (before === undefined) rmSync(settings());
      else writeFileSync(settings(), before);
      await eventually('the setting gone', () => !configured() || undefined);
    }
  });
});
