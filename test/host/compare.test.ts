import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../src/editor/contributions';
import { activateExtension, eventually, temporaryFolder } from './support/workspace';

const gpt2 = {
  model_type: 'gpt2',
  architectures: ['GPT2LMHeadModel'],
  n_layer: 12,
  n_head: 12,
  n_embd: 768,
  n_positions: 1024,
  vocab_size: 50257,
};

const shown = (title: string): Promise<vscode.TextDocument> =>
  eventually(title, () =>
    vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'wattlens' && uri.path === `/${title}`),
  );

describe('comparing for a model', () => {
  const folder = temporaryFolder();
  before(activateExtension);
  after(() => {
    folder.remove();
  });

  it('shows regions and hardware as a table', async () => {
    const uri = folder.write('compared.json', JSON.stringify(gpt2));
    await vscode.commands.executeCommand(commands.compareRegions, uri, ['FR', 'PL']);
    const regions = (await shown('Regions for compared.json.md')).getText();
    assert.match(regions, /\| FR, [\d.]+ g\/kWh life cycle, PUE [\d.]+ \|/);
    assert.match(regions, /\| PL, /);
    await vscode.commands.executeCommand(commands.compareHardware, uri, ['H100', 'RTX 4090']);
    const hardware = (await shown('Hardware for compared.json.md')).getText();
    assert.match(hardware, /\| \d+ x H100 SXM5 80GB, bf16 \|/);
    assert.match(hardware, /\| \d+ x RTX 4090, bf16 \|/);
  });

  it('shows the words of a file as text', async () => {
    const uri = folder.write(
      '<img src=x> [a](b).json',
      JSON.stringify({ ...gpt2, model_type: '![b](c) $(bug)' }),
    );
    await vscode.commands.executeCommand(commands.compareRegions, uri, ['FR']);
    const text = (await shown('Regions for <img src=x> [a](b).json.md')).getText();
    assert.match(text, /^# Regions for \\<img src=x\\> \\\[a\\\]\(b\)/);
    assert.doesNotMatch(text, /(?<!\\)(?:<img|\[a|!\[b)/);
  });
});
