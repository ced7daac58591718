import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { commands } from '../../src/editor/contributions';
import {
  activateExtension,
  eventually,
  lensesOf,
  lensTitles,
  temporaryFolder,
  withSetting,
} from './support/workspace';

const model = { model_type: 'gpt2', n_layer: 2, n_head: 4, n_embd: 64, n_positions: 64, vocab_size: 84 };
const script = `import torch
model = torch.nn.Linear(4, 4)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for step in range(10):
    loss = model(torch.randn(2, 4)).sum()
    loss.backward()
    optimizer.step()
`;

describe('the estimate above a training script', () => {
  const folder = temporaryFolder();
  before(activateExtension);
  after(() => {
    folder.remove();
  });

  it('is that of the configuration beside it, and opens its breakdown', async () => {
    const config = folder.write('beside/config.json', JSON.stringify(model));
    const lenses = await lensesOf(folder.write('beside/train.py', script));
    assert.equal(lenses.length, 2);
    const command = lenses[1]?.command;
    assert.match(command?.title ?? '', /^train ≈[\d.]+ .*Wh, [\d.]+ .*g CO2e on \d+ x \S.*$/);
    assert.match(
      command?.tooltip ?? '',
      /^Estimated from config\.json: training .* tokens on [^]*\nSet or assumed: .*hardware /,
    );
    assert.equal(command?.command, commands.showBreakdown);
    const [uri, index] = command.arguments as [vscode.Uri, number];
    assert.deepEqual([uri.fsPath, index], [config.fsPath, 0]);
    const ofConfig = await lensTitles(config);
    assert.ok(ofConfig.includes(command.title.replace(/ on \d+ x .*$/, '')), 'as above the configuration');
  });

  it('is not there without a configuration, and comes with one', async () => {
    const uri = folder.write('alone/train.py', script);
    assert.equal((await lensesOf(uri)).length, 1);
    folder.write('alone/config.json', JSON.stringify({ learning_rate: 0.1 }));
    assert.equal((await lensesOf(uri)).length, 1);
    folder.write('alone/config.json', JSON.stringify(model));
    await eventually('the estimate', async () => ((await lensesOf(uri)).length === 2 ? true : undefined));
  });

  it('is under the plan that the script says itself, and so is the breakdown behind it', async () => {
    const planned = `from transformers import Trainer, TrainingArguments\ntrainer = Trainer(args=TrainingArguments(output_dir="x", max_steps=100, per_device_train_batch_size=8))\ntrainer.train()\n`;
    folder.write('planned/config.json', JSON.stringify(model));
    const uri = folder.write('planned/train.py', planned);
    const [, estimate] = await lensesOf(uri);
    const { tooltip = '', arguments: given } = estimate?.command ?? {};
    assert.match(tooltip, /modelled for 51\.2k tokens/);
    assert.match(tooltip, /\nFrom the script and its arguments: .*batchSize 8/);
    assert.match(tooltip, /steps 100/);
    assert.equal(String((given as unknown[])[2]), uri.toString());
  });

  it('follows the settings', async () => {
    folder.write('follows/config.json', JSON.stringify(model));
    const uri = folder.write('follows/train.py', script);
    await lensesOf(uri);
    const undo = await withSetting('estimate.tokens', 1e9);
    try {
      await eventually('the estimate of as many tokens', async () =>
        (await lensesOf(uri)).some(({ command }) => command?.tooltip?.includes('modelled for 1B tokens'))
          ? true
          : undefined,
      );
    } finally {
      await undo();
    }
  });

  it('stands behind a tooltip that shows marks that turn the direction of writing', async () => {
    const hidden = script.replace('loss.backward()', 'loss.backward()  # \u202egnp.exe');
    const [run] = await lensesOf(folder.write('marks/train.py', hidden));
    assert.match(run?.command?.tooltip ?? '', /loss\.backward\(\) {2}# \[U\+202E\]gnp\.exe/);
  });
});
