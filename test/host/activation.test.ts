import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../src/editor/contributions';
import { activateExtension } from './support/workspace';

describe('activation', () => {
  it('registers every command', async () => {
    await activateExtension();
    const known = await vscode.commands.getCommands(true);
    for (const command of Object.values(commands)) assert.ok(known.includes(command), command);
  });

  it('shows the panel', async () => {
    await vscode.commands.executeCommand(commands.openPanel);
  });
});
