import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { openExtensionWindow, type ExtensionWindow } from '../../scripts/host/window.mjs';
import { eventually, lensTexts, openFile, runCommand } from '../../scripts/host/workbench.mjs';

describe('a workspace in Restricted Mode', () => {
  let window: ExtensionWindow;
  before(async () => {
    window = await openExtensionWindow({
      name: 'restricted',
      restrictedMode: true,
      settings: { 'wattlens.attach': 'always' },
    });
  });
  after(() => window.close());

  it('has estimates', async () => {
    await openFile(window.page, 'config.json');
    const lenses = await eventually('the lens is there', async () => {
      const texts = await lensTexts(window.page);
      return texts.some((text) => text.includes('attention')) && texts;
    });
    assert.match(lenses.join('\n'), /CO2e/);
  });

  it('launches nothing, and says why', async () => {
    await openFile(window.page, 'train.py');
    await runCommand(window.page, 'Wattlens: Run Training with Energy Metering');
    await runCommand(window.page, 'Notifications: Show Notifications');
    const message = window.page.locator('.notifications-center .notification-list-item-message').first();
    await message.waitFor();
    assert.match(await message.innerText(), /Restricted Mode/);
    assert.deepEqual(readdirSync(window.runsFolder), []);
  });

  it('attaches to nothing, whatever the setting', async () => {
    await runCommand(window.page, 'Notifications: Clear All Notifications');
    await runCommand(window.page, 'Wattlens: Meter a Running Process');
    await runCommand(window.page, 'Notifications: Show Notifications');
    const message = window.page.locator('.notifications-center .notification-list-item-message').first();
    await message.waitFor();
    assert.match(await message.innerText(), /Restricted Mode/);
    assert.deepEqual(readdirSync(window.runsFolder), []);
  });
});
