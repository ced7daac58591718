import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { activateExtension, eventually, temporaryFolder, withSetting } from './support/workspace';

const llama = {
  model_type: 'llama',
  hidden_size: 2048,
  intermediate_size: 5632,
  num_hidden_layers: 4,
  num_attention_heads: 16,
  num_key_value_heads: 4,
  vocab_size: 32000,
};
const json = (changes: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ ...llama, ...changes }, null, 2);

const diagnosticsOf = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Wattlens');

const codeOf = ({ code }: vscode.Diagnostic): unknown => (typeof code === 'object' ? code.value : code);

const shown = (uri: vscode.Uri, code: string): Promise<vscode.Diagnostic> =>
  eventually(`a diagnostic ${code}`, () => diagnosticsOf(uri).find((each) => codeOf(each) === code));

const gone = (uri: vscode.Uri, code: string): Promise<true> =>
  eventually(`no diagnostic ${code}`, () =>
    diagnosticsOf(uri).some((each) => codeOf(each) === code) ? undefined : true,
  );

async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

async function fixesOf(uri: vscode.Uri, { range }: vscode.Diagnostic): Promise<vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return actions.filter(({ title }) => /^(?:Use|Pad|Plan for|Recompute|Change the plan)/.test(title));
}

async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action !== undefined);
  if (action.edit !== undefined) assert.ok(await vscode.workspace.applyEdit(action.edit));
  if (action.command !== undefined)
    await vscode.commands.executeCommand(
      action.command.command,
      ...((action.command.arguments ?? []) as unknown[]),
    );
}

describe('diagnostics of a model', () => {
  const folder = temporaryFolder();
  before(activateExtension);
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(() => {
    folder.remove();
  });

  it('say what wants padding, with a page about it, and the fix changes the value alone', async () => {
    const text = json({ vocab_size: 50257 });
    const uri = folder.write('padding/config.json', text);
    const document = await open(uri);
    const diagnostic = await shown(uri, 'vocabulary-padding');
    assert.equal(document.getText(diagnostic.range), '50257');
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Information);
    assert.ok(typeof diagnostic.code === 'object' && existsSync(diagnostic.code.target.fsPath));
    const [fix] = await fixesOf(uri, diagnostic);
    assert.match(fix?.title ?? '', /^Pad the vocabulary to 50304: \+\S+ parameters \(\+\S+ %\)$/);
    assert.equal(fix?.isPreferred, true);
    await apply(fix);
    assert.equal(document.getText(), text.replace('50257', '50304'));
    await gone(uri, 'vocabulary-padding');
    await document.save();
  });

  it('say what contradicts itself, and the fix resolves it', async () => {
    const uri = folder.write('contradiction/config.json', json({ num_key_value_heads: 5 }));
    const document = await open(uri);
    const diagnostic = await shown(uri, 'contradiction');
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(diagnostic.message, /num_key_value_heads \(5\) does not divide/);
    const fixes = await fixesOf(uri, diagnostic);
    assert.deepEqual(
      fixes.map(({ title }) => title.slice(0, 5)),
      ['Use 4', 'Use 8'],
    );
    await apply(fixes[0]);
    await gone(uri, 'contradiction');
    assert.equal(document.getText(), json({ num_key_value_heads: 4 }));
    await document.save();
  });

  it('are of Python and YAML too, and put a key beside the heads', async () => {
    const uri = folder.write(
      'python/model.py',
      'from transformers import LlamaConfig\nc = LlamaConfig(\n    hidden_size=2048,\n    num_attention_heads=32,\n    num_hidden_layers=4,\n)\n',
    );
    const document = await open(uri);
    const diagnostic = await shown(uri, 'key-value-heads');
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Hint);
    const [fix] = await fixesOf(uri, diagnostic);
    assert.equal(fix?.title, 'Use 8 key-value heads: 75 % less KV cache');
    await apply(fix);
    assert.match(document.getText(), /\n {4}num_attention_heads=32,\n {4}num_key_value_heads=8,\n/);
    await gone(uri, 'key-value-heads');
    await document.save();
    const yaml = folder.write(
      'yaml/pretrain.yaml',
      'model:\n  name: mpt_causal_lm\n  d_model: 100\n  n_heads: 3\n  n_layers: 2\n  vocab_size: 512\n  max_seq_len: 128\n',
    );
    await open(yaml);
    await shown(yaml, 'contradiction');
  });

  it('say what does not fit in memory, and a fix chooses another plan for the file', async () => {
    const uri = folder.write('memory/config.json', json({ hidden_size: 8192 }));
    const undo = [await withSetting('estimate.hardware', 'RTX 4090'), await withSetting('estimate.gpus', 1)];
    try {
      await open(uri);
      const diagnostic = await shown(uri, 'memory');
      assert.match(diagnostic.message, /does not fit in 1 x 24 GB/);
      const fixes = await fixesOf(uri, diagnostic);
      assert.equal(fixes.at(-1)?.title, 'Change the plan…');
      const more = fixes.find(({ title }) => title.startsWith('Plan for '));
      await apply(more);
      await gone(uri, 'memory');
    } finally {
      for (const each of undo) await each();
    }
  });

  it('follow what is typed, after a pause, and go with the document', async () => {
    const uri = folder.write('typed/config.json', json());
    const document = await open(uri);
    const editor = await vscode.window.showTextDocument(document);
    const at = document.positionAt(document.getText().indexOf('32000'));
    const word = new vscode.Range(at, at.translate(0, 5));
    await editor.edit((edit) => {
      edit.replace(word, '32001');
    });
    await shown(uri, 'vocabulary-padding');
    await editor.edit((edit) => {
      edit.replace(word, '"no"');
    });
    await shown(uri, 'contradiction');
    await document.save();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await gone(uri, 'contradiction');
  });

  it('are as many as the setting says', async () => {
    const uri = folder.write('setting/config.json', json({ vocab_size: 50257 }));
    await open(uri);
    await shown(uri, 'vocabulary-padding');
    for (const level of ['problems', 'off']) {
      const undo = await withSetting('diagnostics', level);
      try {
        await gone(uri, 'vocabulary-padding');
      } finally {
        await undo();
      }
      await shown(uri, 'vocabulary-padding');
    }
  });

  it('stand beside a hover that tells what the estimate rests on, words of the file as text', async () => {
    const text = json({ model_type: 'llama', vocab_size: 32000 });
    const uri = folder.write('hover/config.json', text);
    const document = await open(uri);
    const at = document.positionAt(text.indexOf('"model_type"') + 2);
    const hovers = await eventually('a hover', async () => {
      const all = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        uri,
        at,
      );
      const texts = all.flatMap(({ contents }) =>
        contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')),
      );
      return texts.find((each) => each.includes('Carbon intensity'));
    });
    assert.match(hovers, /\| Hardware \| H100/);
    assert.match(hovers, /MFU/);
    const away = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      document.positionAt(text.indexOf('"vocab_size"') + 2),
    );
    assert.doesNotMatch(JSON.stringify(away), /Carbon intensity/);
  });

  it('leave files that are no models alone', async () => {
    const plain = folder.write('plain/package.json', '{ "name": "left-pad", "vocab_size": 50257 }');
    const model = folder.write('plain/config.json', json({ vocab_size: 50257 }));
    await open(plain);
    await open(model);
    await shown(model, 'vocabulary-padding');
    assert.deepEqual(diagnosticsOf(plain), []);
  });
});
