import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { parse } from 'yaml';
import { commands } from '../../src/editor/contributions';
import { reportFileName } from '../../src/editor/runs/report-formats';
import { reportFormats, type ReportFormat } from '../../src/runs/report/render';
import { someWeeks, writeMadeRun } from '../e2e/support/made-runs';
import { activateExtension, eventually, temporaryFolder, withSetting } from './support/workspace';

const [run] = someWeeks;
const id = run?.id ?? '';

/** How a file of each format begins, or what stands in it. */
const contents: Readonly<Record<ReportFormat, RegExp>> = {
  text: /^Run {2}/,
  json: /"energyJoules"/,
  markdown: /^## Run tiny GPT, baseline\n/,
  html: /^<!DOCTYPE html>[^]*<\/html>\n$/,
  latex: /\\cite\{wattlens[^]*@misc\{/,
  csv: /^run,label,command,[^]*\n20261012-081500-a1b2c3,"tiny GPT, baseline",/,
  'model-card': /^co2_eq_emissions:\n {2}emissions: \d/,
  codecarbon: /^timestamp,project_name,run_id,[^]*\n2026-10-12T09:45:00,"tiny GPT, baseline",/,
  sci: /21031/,
  boamps: /^\{[^]*\}\n$/,
  'eu-ai-act': /Annex XI[^]*\| \(e\) PUE \|/,
};

describe('the export of a run', () => {
  const folder = temporaryFolder();
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const undo: (() => Promise<void>)[] = [];
  before(async () => {
    await activateExtension();
    if (run !== undefined) await writeMadeRun(join(folder.path, 'runs'), run);
    undo.push(await withSetting('runs.folder', join(folder.path, 'runs')));
    const files = vscode.workspace.getConfiguration('files');
    // The dialog of VS Code's own, which commands can answer.
    await files.update('simpleDialog.enable', true, vscode.ConfigurationTarget.Global);
    undo.push(async () => {
      await files.update('simpleDialog.enable', undefined, vscode.ConfigurationTarget.Global);
    });
  });
  after(async () => {
    for (const restore of undo) await restore();
    folder.remove();
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  for (const format of Object.keys(reportFormats) as ReportFormat[])
    it(`as ${format} is a file where the dialog says, in that format`, async () => {
      const file = join(workspace, reportFileName(id, format));
      try {
        // It goes on until its last message is answered.
        void vscode.commands.executeCommand(commands.exportRun, id, format);
        const text = await eventually('the file', async () => {
          await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
          const written = existsSync(file) ? readFileSync(file, 'utf8') : '';
          // A file is there before its text is.
          return written === '' ? undefined : written;
        });
        assert.match(text, contents[format]);
        assert.ok(text.endsWith('\n') && !text.endsWith('\n\n'));
        if (format === 'json' || format === 'boamps') JSON.parse(text);
        if (format === 'model-card') parse(text);
        await vscode.commands.executeCommand('notifications.clearAll');
      } finally {
        rmSync(file, { force: true });
      }
    });
});
