import path from 'node:path';
import { pictureOpenWindows } from '../../../scripts/host/window.mjs';
import { outFolder, root } from '../../../scripts/setup/paths.mjs';

/** A failed test of the window leaves a picture of what was there. */
export const mochaHooks = {
  async afterEach(this: Mocha.Context): Promise<void> {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    const folder = path.join(outFolder, 'screenshots', 'failed', test.title.replaceAll(/\W+/g, '-'));
    for (const file of await pictureOpenWindows(folder))
      console.log(`      picture: ${path.relative(root, file)}`);
  },
};
