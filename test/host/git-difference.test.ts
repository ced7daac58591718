import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { gitIn } from '../sim/git';
import { atRevision, lookAgain, openRepository } from './support/repository';
import { activateExtension, eventually, lensTitles, temporaryFolder, withSetting } from './support/workspace';

const llama = {
  model_type: 'llama',
  hidden_size: 512,
  intermediate_size: 1536,
  num_hidden_layers: 8,
  num_attention_heads: 8,
  vocab_size: 32000,
};
const json = (changes: object = {}): string => JSON.stringify({ ...llama, ...changes }, null, 2);
const twice = { num_hidden_layers: 16 };
const difference =
  /^\$\(git-compare\) attention (\S+ %|=), training (\S+ %|=) energy, [+−]\S+ (?:k?g|t) CO2e/;

const differencesOf = async (uri: vscode.Uri): Promise<string[]> =>
  (await lensTitles(uri)).filter((title) => title.includes('git-compare'));

/** The titles once there are as many as are waited for, and each is as it should be. */
const shown = (uri: vscode.Uri, count: number, each: RegExp = difference): Promise<string[]> =>
  eventually(`${count} differences of ${uri.path}`, async () => {
    const titles = await differencesOf(uri);
    return titles.length === count && titles.every((title) => each.test(title)) ? titles : undefined;
  });

const hintsOf = async (uri: vscode.Uri): Promise<string[]> => {
  const { lineCount } = await vscode.workspace.openTextDocument(uri);
  const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    uri,
    new vscode.Range(0, 0, lineCount, 0),
  );
  return hints.flatMap(({ label }) => (typeof label === 'string' ? [label] : []));
};

describe('the difference from git’s HEAD', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const root = join(folder.path, 'repository');
  const git = gitIn(root);
  const write = (name: string, text: string): vscode.Uri => folder.write(join('repository', name), text);
  const commit = async (message: string): Promise<void> => {
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '-m', message);
    await lookAgain(root);
  };
  let undo: (() => Promise<void>)[] = [];

  before(async () => {
    await activateExtension();
    // How long it trains is said: the change is of the model alone.
    undo = [await withSetting('estimate.tokens', 1e9), await withSetting('estimate.gpus', 1)];
    mkdirSync(root);
    git('init', '--quiet', '--initial-branch', 'main');
    await openRepository(root);
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    for (const each of undo) await each();
    folder.remove();
  });

  it('is not told before the first commit, and is from then on', async () => {
    const uri = write('first/config.json', json());
    assert.ok((await lensTitles(uri)).length > 0);
    assert.deepEqual(await differencesOf(uri), []);
    await commit('first');
    assert.deepEqual(await differencesOf(uri), []);
    write('first/config.json', json(twice));
    const [title = ''] = await shown(uri, 1);
    assert.match(title, /attention \+100 %, training \+\S+ % energy, \+\S+ k?g CO2e$/);
  });

  it('follows HEAD while the file is open: a commit, a checkout of another branch', async () => {
    const uri = write('moved/config.json', json());
    await commit('moved');
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), json(twice));
    await vscode.workspace.applyEdit(edit);
    // What is typed and not saved is told too.
    await shown(uri, 1);
    await document.save();
    await commit('twice the layers');
    await shown(uri, 0);
    git('branch', 'half', 'HEAD~1');
    git('symbolic-ref', 'HEAD', 'refs/heads/half');
    await lookAgain(root);
    await shown(uri, 1);
    git('symbolic-ref', 'HEAD', 'refs/heads/main');
    await lookAgain(root);
    await shown(uri, 0);
  });

  it('is of the working tree, whatever of it is staged', async () => {
    const uri = write('staged/config.json', json());
    await commit('staged');
    write('staged/config.json', json(twice));
    git('add', '--all');
    await lookAgain(root);
    await shown(uri, 1);
    write('staged/config.json', json());
    await shown(uri, 0);
    git('reset', '--quiet', '--hard');
  });

  it('is none for a file that HEAD has not, and is held against the name that a file had', async () => {
    const fresh = write('fresh/config.json', json());
    assert.ok((await lensTitles(fresh)).length > 0);
    await shown(fresh, 0);
    const text = json({ ...twice, rope_theta: 20000 });
    write('named/config.json', text);
    await commit('named');
    git('mv', 'named/config.json', 'named/other.json');
    const renamed = write(
      'named/other.json',
      text.replace('"num_hidden_layers": 16', '"num_hidden_layers": 18'),
    );
    await lookAgain(root);
    const [title = ''] = await shown(renamed, 1);
    assert.match(title, /attention \+12\.5 %/);
    git('reset', '--quiet', '--hard');
  });

  it('is none where a file is gone, in no repository, or is no text of a model', async () => {
    const gone = write('gone/config.json', json());
    await commit('gone');
    git('rm', '--quiet', 'gone/config.json');
    await lookAgain(root);
    assert.deepEqual(await differencesOf(atRevision(gone, 'HEAD')), []);
    git('reset', '--quiet', '--hard');
    const outside = folder.write('outside/config.json', json());
    assert.ok((await lensTitles(outside)).length > 0);
    await shown(outside, 0);
    write('broken/config.json', '{ "model_type": "llama", ');
    await commit('broken');
    const mended = write('broken/config.json', json());
    assert.ok((await lensTitles(mended)).length > 0);
    await shown(mended, 0);
  });

  it('is of the innermost repository: a submodule, another working tree, a repository in a folder', async () => {
    const library = join(folder.path, 'library');
    mkdirSync(library);
    const inLibrary = gitIn(library);
    inLibrary('init', '--quiet', '--initial-branch', 'main');
    writeFileSync(join(library, 'config.json'), json());
    inLibrary('add', '--all');
    inLibrary('commit', '--quiet', '-m', 'library');
    git('submodule', '--quiet', 'add', library, 'library');
    await commit('with a submodule');
    const inSubmodule = write('library/config.json', json(twice));
    // Of a submodule that is not open the outer repository knows nothing.
    await shown(inSubmodule, 0);
    await openRepository(join(root, 'library'));
    await shown(inSubmodule, 1);

    write('tree/config.json', json());
    await commit('tree');
    const tree = join(folder.path, 'tree');
    git('worktree', 'add', '--quiet', tree, '-b', 'tree');
    await openRepository(tree);
    const inTree = folder.write('tree/tree/config.json', json(twice));
    await shown(inTree, 1);
    await shown(write('tree/config.json', json()), 0);

    const nested = join(root, 'nested');
    mkdirSync(nested);
    const inNested = gitIn(nested);
    inNested('init', '--quiet', '--initial-branch', 'main');
    const deep = write('nested/deep/config.json', json());
    inNested('add', '--all');
    inNested('commit', '--quiet', '-m', 'nested');
    await openRepository(nested);
    write('nested/deep/config.json', json(twice));
    await shown(deep, 1);
  });

  it('is none while a merge has left its marks, which are told', async () => {
    const uri = write('merged/config.json', json());
    await commit('merged');
    git('checkout', '--quiet', '-b', 'theirs');
    write('merged/config.json', json({ num_hidden_layers: 24 }));
    await commit('theirs');
    git('checkout', '--quiet', 'main');
    write('merged/config.json', json(twice));
    await commit('ours');
    assert.throws(() => git('merge', '--quiet', 'theirs'));
    await lookAgain(root);
    const titles = await eventually('what is wrong', async () => {
      const all = await lensTitles(uri);
      return all.some((title) => title.includes('warning')) ? all : undefined;
    });
    assert.match(titles.join('\n'), /merge conflict/i);
    await shown(uri, 0);
    git('checkout', '--quiet', '--theirs', 'merged/config.json');
    await shown(uri, 1);
    git('merge', '--abort');
  });

  it('stands on the right side of a diff editor, and not on the left', async () => {
    const uri = write('compared/config.json', json());
    await commit('compared');
    write('compared/config.json', json({ num_hidden_layers: 12 }));
    git('add', '--all');
    write('compared/config.json', json(twice));
    await lookAgain(root);
    const head = atRevision(uri, 'HEAD');
    await vscode.commands.executeCommand('vscode.diff', head, uri, 'config.json (Working Tree)');
    await shown(uri, 1);
    await shown(head, 0);
    assert.ok((await lensTitles(head)).some((title) => title.includes('parameters')));
    // A diff editor shows no lenses by default.
    await eventually('a hint', async () =>
      (await hintsOf(uri)).some((label) => label.startsWith('training +')) ? true : undefined,
    );
    assert.ok(!(await hintsOf(head)).some((label) => label.includes('training')));
    const index = atRevision(uri, '');
    await vscode.commands.executeCommand('vscode.diff', head, index, 'config.json (Index)');
    await shown(index, 1, /attention \+50 %.*, against the left side$/);
    await shown(head, 0);
    await vscode.commands.executeCommand('vscode.diff', index, uri, 'config.json (Working Tree)');
    const titles = await shown(uri, 2, /attention/);
    assert.match(
      titles.join('\n'),
      /attention \+100 %.*CO2e\n.*attention \+33\.3 %.*, against the left side$/,
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await shown(uri, 1);
    assert.ok(!(await hintsOf(uri)).some((label) => label.includes('training')));
    git('reset', '--quiet', '--hard');
  });

  it('is of Python and YAML too', async () => {
    const python = (layers: number): string =>
      `from transformers import LlamaConfig\nconfig = LlamaConfig(hidden_size=512, num_hidden_layers=${layers}, num_attention_heads=8, intermediate_size=1536, vocab_size=32000)\n`;
    const yaml = (layers: number): string =>
      `model:\n  name: mpt_causal_lm\n  d_model: 512\n  n_heads: 8\n  n_layers: ${layers}\n  vocab_size: 32000\n  max_seq_len: 1024\n`;
    write('other/model.py', python(8));
    write('other/model.yaml', yaml(8));
    await commit('other');
    await shown(write('other/model.py', python(16)), 1);
    await shown(write('other/model.yaml', yaml(16)), 1);
  });
});
