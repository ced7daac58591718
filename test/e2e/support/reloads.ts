import { it } from 'mocha';

/**
 * A test that reloads the window: run where `WATTLENS_TEST_RELOADS` is 1, and else shown as left out. VS Code for the web
 * stores the state of its editors when its browser is idle, which a headless one is not told reliably: now and then a window
 * comes back as it was before, whatever the extension has given to be kept.
 */
export const itReloads = process.env['WATTLENS_TEST_RELOADS'] === '1' ? it : it.skip;
