import assert from 'node:assert/strict';
import { createServer, Socket } from 'node:net';
import * as vscode from 'vscode';
import { commands } from '../../src/editor/contributions';
import { watchConnections, type Connection } from './support/connections';
import { activateExtension, eventually, lensTitles, temporaryFolder } from './support/workspace';

describe('the extension host', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  let watched: ReturnType<typeof watchConnections>;

  before(() => {
    watched = watchConnections();
  });
  after(() => {
    watched.stop();
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
    const [connection] = watched.seen.filter(({ way }) => way === 'connect');
    assert.deepEqual([connection?.to, connection?.leaves], [`127.0.0.1:${address.port}`, false]);
    // What goes to another machine is told as such, though nothing answers: this address is for documentation alone (RFC 5737).
    const far = new Socket();
    far.on('error', () => undefined);
    far.connect(443, '192.0.2.1');
    far.destroy();
    assert.ok(watched.seen.some(({ to, leaves }) => to === '192.0.2.1:443' && leaves));
    watched.seen.length = 0;
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
    // The host itself talks with VS Code over the loopback: of those only what this extension's own code asks for counts.
    const isOurs = ({ stack }: Connection): boolean =>
      stack
        .split('\n')
        .some((line) => line.includes(extension.extensionPath) && !/[\\/]out[\\/]test[\\/]/.test(line));
    assert.deepEqual(
      watched.seen.filter((connection) => connection.leaves || isOurs(connection)),
      [],
    );
    await vscode.commands.executeCommand('notifications.clearAll');
  });
});
