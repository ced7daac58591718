import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { toolNames } from '../../src/editor/agents/tool-names';
import { activateExtension } from './support/workspace';

const gpt2 = {
  model_type: 'gpt2',
  n_layer: 12,
  n_head: 12,
  n_embd: 768,
  n_positions: 1024,
  vocab_size: 50257,
};

/** The text that a model would get. */
async function ask(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

describe('the tools for agents', () => {
  before(activateExtension);

  it('are offered to language models', () => {
    const offered = vscode.lm.tools.map(({ name }) => name);
    for (const name of Object.values(toolNames)) assert.ok(offered.includes(name), name);
  });

  it('estimate a file of the workspace, and what a change to it costs', async () => {
    const saved = await ask(toolNames.estimateModelCost, { file: 'config.json' });
    assert.match(saved, /"energyKwh":\{"low":[\d.e-]+,"mid":[\d.e-]+,"high":[\d.e-]+\}/);
    const changed = await ask(toolNames.estimateModelCost, {
      file: 'config.json',
      content: JSON.stringify(gpt2),
    });
    assert.match(changed, /"differenceToFile":\{"parameters":\{"difference":\d+/);
    const content = [12, 24]
      .map((layers) => `GPT2Config(n_layer=${layers}, n_embd=768, n_head=12)\n`)
      .join('');
    const several = await ask(toolNames.estimateModelCost, { content });
    assert.match(several, /^\{"models":\[\{"model":"content","line":1,.*"model":"content","line":2,/);
  });

  it('estimate what is proposed for a file that is broken, or not there yet', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder !== undefined);
    const broken = vscode.Uri.joinPath(folder.uri, 'broken-config.json');
    await vscode.workspace.fs.writeFile(broken, Buffer.from('{"model_type": "gpt2", "n_embd": "wide"}'));
    try {
      for (const [file, why] of [
        [
          'broken-config.json',
          /"differenceToFile":null,"whyNoDifference":"[^"]*n_embd must be a whole number/,
        ],
        ['new-config.json', /"differenceToFile":null,"whyNoDifference":"[^"]*can't be read/],
      ] as const) {
        const answer = await ask(toolNames.estimateModelCost, { file, content: JSON.stringify(gpt2) });
        assert.match(answer, /"energyKwh":\{"low":/);
        assert.match(answer, why);
      }
      await assert.rejects(
        ask(toolNames.estimateModelCost, { file: 'broken-config.json' }),
        /n_embd must be a whole number/,
      );
    } finally {
      await vscode.workspace.fs.delete(broken);
    }
  });

  it('read no file outside the workspace, and say what is wrong', async () => {
    await assert.rejects(
      ask(toolNames.estimateModelCost, { file: '/etc/hostname' }),
      /no file of this workspace/,
    );
    await assert.rejects(ask(toolNames.estimateModelCost, { file: '../../../etc/hostname' }));
    await assert.rejects(ask(toolNames.runReport, { run: 'nosuchrun' }), /There is no run nosuchrun/);
  });

  it('list runs', async () => {
    assert.match(await ask(toolNames.listRuns, { limit: 1 }), /^\{"found":\d+,"runs":\[/);
  });
});
