import assert from 'node:assert/strict';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { createServer, Socket } from 'node:net';
import * as vscode from 'vscode';
import { commands } from '../../src/editor/contributions';
import { activateExtension, eventually, lensTitles, temporaryFolder } from './support/workspace';

/** Every way out of a Node process goes through one of these. */
const waysOut: readonly (readonly [object, string])[] = [
  [Socket.prototype, 'connect'],
  [dns, 'lookup'],
  [dns, 'resolve'],
  [dns, 'resolve4'],
  [dns, 'resolve6'],
  [dgram, 'createSocket'],
  [globalThis, 'fetch'],
];

describe('the extension host', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const told: string[] = [];
  const undo: (() => void)[] = [];

  before(() => {
    for (const [holder, name] of waysOut) {
      const original = Reflect.get(holder, name) as (...parameters: unknown[]) => unknown;
      Reflect.set(holder, name, function (this: unknown, ...parameters: unknown[]): unknown {
        // The host itself talks with VS Code: only what this extension's own code asks for counts.
        told.push(`${name} ${new Error().stack ?? ''}`);
        return original.apply(this, parameters);
      });
      undo.push(() => {
        Reflect.set(holder, name, original);
      });
    }
  });
  after(() => {
    for (const restore of undo) restore();
    folder.remove();
  });

  it('is watched: a connection would be noticed', async () => {
    const server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    await new Promise<void>((resolve) => {
      new Socket().connect(address.port, '127.0.0.1').on('close', () => {
        resolve();
      });
    });
    server.close();
    assert.ok(told.some((line) => line.startsWith('connect')));
    told.length = 0;
  });

  it('opens no connection for the extension in the default configuration', async () => {
    const extension = await activateExtension();
    const config = folder.write(
      'config.json',
      JSON.stringify({
        model_type: 'gpt2',
        architectures: ['GPT2LMHeadModel'],
        n_layer: 2,
        n_head: 2,
        n_embd: 64,
        n_positions: 64,
        vocab_size: 100,
      }),
    );
    await eventually('the cost of the model', async () =>
      (await lensTitles(config)).length > 0 ? true : undefined,
    );
    await vscode.commands.executeCommand(commands.openPanel);
    await vscode.commands.executeCommand(commands.showEstimate, config);
    // Says that it can't tell, and asks nobody; its message stays open.
    void vscode.commands.executeCommand(commands.findCleanestTime, config);
    void vscode.commands.executeCommand(commands.showDelayedRuns);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const ours = told.filter((line) => line.includes(extension.extensionPath));
    assert.deepEqual(
      ours.filter((line) => !/[\\/]out[\\/]test[\\/]/.test(line)),
      [],
    );
    await vscode.commands.executeCommand('notifications.clearAll');
  });
});
