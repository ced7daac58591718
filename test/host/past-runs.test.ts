import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { JournalRecord } from '../../src/runs/journal';
import { startRecord, textOf } from '../unit/runs/journal-samples';
import { activateExtension, eventually, temporaryFolder, withSetting } from './support/workspace';

/** Two minutes of an A100 at a power that no estimate of its training would say. */
function journal(id: string, watts: number): string {
  const device = { ...startRecord.devices[0], id: 'gpu:0', name: 'NVIDIA A100-SXM4-80GB' };
  const records = [
    { ...startRecord, id, devices: [device], baseline: null },
    ...Array.from({ length: 61 }, (_value, index) => ({
      type: 'sample',
      t: 2 * index,
      joules: [watts * 2 * index],
      watts: [watts],
    })),
    { type: 'end', t: 120, endedAt: '2026-05-12T14:32:15.000Z', exitCode: 0, signal: null },
  ];
  return textOf(records as JournalRecord[]);
}

const model = { model_type: 'gpt2', n_layer: 4, n_head: 4, n_embd: 256, n_positions: 256, vocab_size: 5000 };

describe('past runs of this machine', () => {
  const folder = temporaryFolder();
  const runs = 'runs';
  const undo: (() => Promise<void>)[] = [];
  before(async () => {
    await activateExtension();
    for (const [id, watts] of [
      ['20260512-143015-aaaaaa', 150],
      ['20260512-143115-bbbbbb', 151],
      ['20260512-143215-cccccc', 149],
    ] as const)
      folder.write(`${runs}/${id}/journal.ndjson`, journal(id, watts));
  });
  after(async () => {
    for (const put of undo.reverse()) await put();
    folder.remove();
  });

  it('correct the estimates of the editor, which say so, until a setting turns it off', async () => {
    undo.push(await withSetting('estimate.hardware', 'A100'), await withSetting('estimate.tokens', 1e9));
    const uri = folder.write('config.json', JSON.stringify(model, null, 2));
    await vscode.workspace.openTextDocument(uri);
    const hoverWhere = (what: string, is: (text: string) => boolean): Promise<string> =>
      eventually(what, async () => {
        const position = new vscode.Position(1, 4);
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          uri,
          position,
        );
        const text = hovers
          .flatMap(({ contents }) => contents.map((content) => (content as vscode.MarkdownString).value))
          .join('\n');
        return text.includes('**gpt2**') && is(text) ? text : undefined;
      });
    const energyOf = (text: string): string => /\*\*gpt2\*\*: (training [^,]*)/.exec(text)?.[1] ?? '';
    const plain = await hoverWhere('the estimate', (text) => !text.includes('Past runs'));

    undo.push(await withSetting('runs.folder', `${folder.path}/${runs}`));
    const calibrated = await hoverWhere('the corrected estimate', (text) => text.includes('Past runs'));
    assert.match(
      calibrated,
      /\| Past runs \| 3 \| calibrated by past runs of the A100 SXM4 80GB on this machine: watts x 0\.\d+ \(runs: 3, error before: \d+ %\) \|/,
    );
    assert.notEqual(energyOf(calibrated), energyOf(plain));

    undo.push(await withSetting('estimate.calibrate', false));
    const off = await hoverWhere('the estimate as it was', (text) => !text.includes('Past runs'));
    assert.equal(energyOf(off), energyOf(plain));
  });
});
