import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Analysis } from '../../src/editor/analysis/analysis';
import { inlayHints } from '../../src/editor/hints/inlay-hints';
import { ModelConfigs } from '../../src/editor/model-configs';
import { Pauses } from '../../src/editor/pauses';
import { KeptPlanChoices } from '../../src/editor/plan-choices';
import { inEnglish } from '../../src/editor/translate';
import { activateExtension, eventually, temporaryFolder } from './support/workspace';

const gpt2 = {
  model_type: 'gpt2',
  n_layer: 12,
  n_head: 12,
  n_embd: 768,
  n_positions: 1024,
  vocab_size: 50257,
};
const whole = (document: vscode.TextDocument): vscode.Range => new vscode.Range(0, 0, document.lineCount, 0);
const lines = (hints: readonly vscode.InlayHint[] | null | undefined): number[] =>
  (hints ?? []).map(({ position }) => position.line).sort((one, other) => one - other);

describe('the hints behind the values of a configuration', () => {
  const folder = temporaryFolder();
  const configs = new ModelConfigs(
    new KeptPlanChoices({ get: () => undefined, update: () => Promise.resolve() }),
    { known: [], onDidChange: () => new vscode.Disposable(() => undefined) },
    new Analysis(inEnglish),
    // Longer than a busy machine needs for what is typed meanwhile.
    new Pauses(2000),
  );
  const changed = new vscode.EventEmitter<void>();
  const provider = inlayHints(configs, changed);
  before(activateExtension);
  after(() => {
    changed.dispose();
    configs.dispose();
    folder.remove();
  });

  async function opened(name: string): Promise<vscode.TextDocument> {
    const uri = folder.write(`${name}/config.json`, JSON.stringify(gpt2, null, 2));
    const document = await vscode.workspace.openTextDocument(uri);
    // A document that is new is answered for by what is known within moments.
    const { token } = new vscode.CancellationTokenSource();
    await eventually('hints', async () => lines(await asked(document, token)).length > 0 || undefined);
    return document;
  }
  async function type(document: vscode.TextDocument): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '\n');
    await vscode.workspace.applyEdit(edit);
  }
  /** As VS Code asks; it must not wait for the provider itself. */
  function asked(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlayHint[] | null | undefined> {
    const answer = provider.provideInlayHints(document, whole(document), token);
    assert.ok(answer instanceof Promise);
    return answer;
  }

  it('come after the pause in typing, at the places of the new text', async () => {
    const document = await opened('typed');
    const token = new vscode.CancellationTokenSource().token;
    const before = lines(await asked(document, token));
    assert.ok(before.length > 0);
    await type(document);
    // Typed in again while one is waited for: both are of the text that it has come to.
    const first = asked(document, token);
    await type(document);
    const second = asked(document, token);
    const expected = before.map((line) => line + 2);
    assert.deepEqual(lines(await second), expected);
    assert.deepEqual(lines(await first), expected);
  });

  it('keep nobody waiting in a new document whose models are known, and are told of once they are there', async () => {
    const uri = folder.write('slow/config.json', JSON.stringify(gpt2, null, 2));
    const document = await vscode.workspace.openTextDocument(uri);
    await configs.costs(document);
    const { analyses } = configs;
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const slow = new Proxy(configs, {
      get: (target, key): unknown =>
        key === 'analyses'
          ? {
              valueHints: async (question: Parameters<typeof analyses.valueHints>[0]) => {
                await held;
                return analyses.valueHints(question);
              },
            }
          : Reflect.get(target, key),
    });
    const told = new vscode.EventEmitter<void>();
    const ask = async (): Promise<number[]> => {
      const { token } = new vscode.CancellationTokenSource();
      return lines(await inlayHints(slow, told).provideInlayHints(document, whole(document), token));
    };
    assert.deepEqual(await ask(), []);
    const isThere = new Promise<void>((resolve) => {
      told.event(() => {
        resolve();
      });
    });
    goOn();
    await isThere;
    assert.ok((await ask()).length > 0);
    told.dispose();
  });

  it('are no longer worked out for who has cancelled', async () => {
    const document = await opened('cancelled');
    const source = new vscode.CancellationTokenSource();
    assert.ok(lines(await asked(document, source.token)).length > 0);
    let worked = false;
    const listener = configs.onDidChange(() => {
      worked = true;
    });
    await type(document);
    const answer = asked(document, source.token);
    source.cancel();
    assert.deepEqual(await answer, []);
    assert.equal(worked, false, 'it is answered before the pause is over');
    listener.dispose();
  });

  it('of the extension itself do not go while one types', async () => {
    const document = await opened('shown');
    const ask = async (): Promise<number[]> =>
      lines(
        await vscode.commands.executeCommand<vscode.InlayHint[]>(
          'vscode.executeInlayHintProvider',
          document.uri,
          whole(document),
        ),
      );
    const before = await eventually('hints', async () => {
      const lines = await ask();
      return lines.length > 0 ? lines : undefined;
    });
    await type(document);
    assert.deepEqual(
      await ask(),
      before.map((line) => line + 1),
    );
  });
});
