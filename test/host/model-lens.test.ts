import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../src/editor/contributions';
import {
  activateExtension,
  eventually,
  lensesOf,
  lensTitles,
  temporaryFolder,
  withSetting,
} from './support/workspace';

const gpt2 = {
  model_type: 'gpt2',
  architectures: ['GPT2LMHeadModel'],
  n_layer: 12,
  n_head: 12,
  n_embd: 768,
  n_positions: 1024,
  vocab_size: 50257,
};

describe('the lens above a model configuration', () => {
  const folder = temporaryFolder();
  before(activateExtension);
  after(() => {
    folder.remove();
  });

  it('tells parameters, attention FLOPs with their share, energy and CO2e', async () => {
    const titles = await lensTitles(folder.write('gpt2/config.json', JSON.stringify(gpt2, null, 2)));
    assert.equal(titles.length, 5);
    assert.match(titles[0] ?? '', /^124M parameters$/);
    assert.match(titles[1] ?? '', /^attention [\d.]+ MFLOP\/token, [\d.]+ %$/);
    assert.match(titles[2] ?? '', /^train ≈[\d.]+ k?Wh, [\d.]+ k?g CO2e$/);
    assert.match(titles[3] ?? '', /^serve ≈[\d.]+ m?J\/token$/);
    assert.ok(titles.join(' | ').length <= 120, 'an editor of an ordinary width shows them whole');
  });

  it('tells more in its tooltip: between what, for how many tokens, on what', async () => {
    const lenses = await lensesOf(folder.write('gpt2/config.json', JSON.stringify(gpt2, null, 2)));
    const tooltips = lenses.map(({ command }) => command?.tooltip ?? '').join('\n');
    assert.match(
      tooltips,
      /at 1,024 tokens, [\d.]+ % of forward; 0\.\d+x and [\d.]+ % at 512; it takes 1,024 at most\./,
    );
    assert.match(tooltips, /training .* to .*Wh, .*g CO2e, modelled for [\d.]+B tokens on 1 x /);
  });

  it('prices the sample', async () => {
    const sample = vscode.workspace.workspaceFolders?.[0];
    assert.ok(sample, 'the sample workspace is open');
    const titles = await lensTitles(vscode.Uri.joinPath(sample.uri, 'config.json'));
    assert.match(titles.join('\n'), /parameters[\s\S]*attention[\s\S]*CO2e/);
  });

  it('knows a configuration by its content, whatever its name', async () => {
    const titles = await lensTitles(folder.write('params/small.json', JSON.stringify(gpt2)));
    assert.equal(titles.length, 5);
  });

  it('marks what it takes an unknown type of a known shape for', async () => {
    const [title = ''] = await lensTitles(
      folder.write('unknown/config.json', JSON.stringify({ ...gpt2, model_type: 'hologram' })),
    );
    assert.match(title, /^≈124M parameters$/);
  });

  it('reads YAML, Python and shell files too', async () => {
    const texts: [string, string][] = [
      [
        'pretrain.yaml',
        'model:\n  name: mpt_causal_lm\n  d_model: 64\n  n_heads: 4\n  n_layers: 2\n  vocab_size: 500\n  max_seq_len: 128\n',
      ],
      [
        'pretrain.sh',
        'python pretrain_gpt.py --num-layers 2 --hidden-size 64 --num-attention-heads 4 --seq-length 128 --max-position-embeddings 128 --vocab-size 500 --micro-batch-size 1\n',
      ],
      [
        'config.py',
        'from transformers import LlamaConfig\nconfig = LlamaConfig(hidden_size=64, num_hidden_layers=2, num_attention_heads=4, intermediate_size=96, vocab_size=500)\n',
      ],
    ];
    for (const [name, text] of texts) {
      const titles = await lensTitles(folder.write(`other/${name}`, text));
      assert.ok(
        titles.some((title) => title.includes('parameters')),
        `${name}: ${titles.join('; ')}`,
      );
    }
  });

  it('changes with the plan in the settings', async () => {
    const uri = folder.write('plan/config.json', JSON.stringify(gpt2));
    const before = await lensTitles(uri);
    const undo = await withSetting('estimate.tokens', 1e9);
    try {
      const [, , training] = await lensesOf(uri);
      assert.match(training?.command?.tooltip ?? '', /modelled for 1B tokens/);
      assert.notEqual(training?.command?.title, before[2]);
    } finally {
      await undo();
    }
  });

  it('refuses hardware that it does not know, by name', async () => {
    const uri = folder.write('hardware/config.json', JSON.stringify(gpt2));
    const undo = await withSetting('estimate.hardware', 'H9000 Ultra');
    try {
      const titles = await lensTitles(uri);
      assert.equal(titles.length, 2);
      assert.match(titles[0] ?? '', /H9000 Ultra/);
    } finally {
      await undo();
    }
  });

  const broken: [name: string, text: string | Uint8Array, expected: RegExp | null][] = [
    ['not JSON', '{ "model_type": "gpt2", "n_embd": ', /warning/],
    ['not a model', '{ "name": "left-pad", "version": "1.0.0" }', null],
    ['an empty file', '', null],
    ['a list', '[1, 2, 3]', null],
    ['negative layers', JSON.stringify({ ...gpt2, n_layer: -12 }), /n_layer/],
    ['a huge width', JSON.stringify({ ...gpt2, n_embd: 1e300 }), /n_embd/],
    ['heads that do not divide', JSON.stringify({ ...gpt2, n_head: 7 }), /n_head/],
    ['a text for a number', JSON.stringify({ ...gpt2, n_embd: 'wide' }), /n_embd/],
    [
      'an unknown architecture',
      JSON.stringify({ model_type: 'hologram', beams: 12, hidden_size: 64 }),
      /"hologram" is not known/,
    ],
    ['deep nesting', '['.repeat(10_000) + ']'.repeat(10_000), null],
    [
      'deep nesting in a model',
      `{"model_type":"gpt2","n_embd":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      /warning/,
    ],
    ['bytes', new Uint8Array(2048).map((_byte, index) => (index * 37) % 256), null],
  ];
  for (const [name, text, expected] of broken) {
    it(`gives ${expected === null ? 'no lens' : 'a lens that says what is wrong'} for ${name}`, async () => {
      const uri = folder.write(`${name.replaceAll(' ', '-')}/config.json`, text);
      let titles: string[];
      try {
        titles = await lensTitles(uri);
      } catch (error) {
        // VS Code itself refuses to open a file of bytes as text.
        assert.match(String(error), /binary/i);
        return;
      }
      if (expected === null) assert.deepEqual(titles, []);
      else {
        assert.ok(titles.length > 0);
        assert.match(titles.join('\n'), expected);
        assert.doesNotMatch(titles.join('\n'), /NaN|Infinity|undefined/);
      }
    });
  }

  it('stands above each model of a source, and follows what is typed after a pause', async () => {
    const call = 'LlamaConfig(hidden_size=512, num_hidden_layers=8)';
    const uri = folder.write(
      'two/models.py',
      `from transformers import LlamaConfig\na = ${call}\nb = ${call}\n`,
    );
    const titles = await lensTitles(uri);
    assert.equal(titles.filter((title) => /^\d.* parameters/.test(title)).length, 2, titles.join('\n'));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(3, 0), `c = ${call}\n`);
    await vscode.workspace.applyEdit(edit);
    const until = performance.now() + 20_000;
    while ((await lensTitles(uri)).filter((title) => title.includes(' parameters')).length !== 3)
      assert.ok(performance.now() < until, 'no lens above what was typed');
  });

  it('shows no icon that a file asks for', async () => {
    const uri = folder.write('icon/config.json', JSON.stringify({ ...gpt2, model_type: '$(bug) x' }));
    assert.doesNotMatch((await lensTitles(uri)).join('\n'), /\$\(bug\)/);
  });

  it('opens the whole estimate on a click', async () => {
    const uri = folder.write('click/config.json', JSON.stringify(gpt2));
    await vscode.commands.executeCommand(commands.showEstimate, uri);
    // Other tests have shown documents of their own.
    const shown = await eventually('the estimate', () =>
      vscode.workspace.textDocuments.find(
        ({ uri: shownUri }) =>
          shownUri.scheme === 'wattlens' && shownUri.path.includes('Cost of config.json'),
      ),
    );
    const text = shown.getText();
    const { label } = await eventually(
      'the rendered page',
      () => vscode.window.tabGroups.activeTabGroup.activeTab,
    );
    assert.match(label, /^Preview Cost of config\.json/);
    assert.match(text, /# What config\\\.json costs/);
    assert.match(text, /124439808/);
    assert.match(text, /attention\.scores/);
    assert.match(text, /## Assumed, the most decisive first\n\n\| +\| Value \| From \|/);
  });
});
