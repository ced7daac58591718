// `npm run screenshots`: takes the pictures of the README anew, by the end-to-end suite in a real VS Code.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { outFolder, root } from './setup/paths.mjs';

const taken = path.join(outFolder, 'screenshots', 'e2e');
const shown = path.join(root, 'media', 'screenshots');

/** The picture in the README, and what the suite calls it. */
const pictures = {
  'window-dark.png': 'window-ended.png',
  'window-light.png': 'window-light.png',
  'lens-config-dark.png': 'lens-config-dark-modern.png',
  'lens-config-light.png': 'lens-config-light-modern.png',
  'problems-dark.png': 'problems.png',
  'difference-dark.png': 'diff-editor.png',
  'hints-dark.png': 'hints.png',
  'status-bar-dark.png': 'status-bar-dark-modern.png',
  'history-light.png': 'history-light.png',
  'comparison-dark.png': 'comparison.png',
  'run-panel-dark.png': 'run-panel.png',
  'model-breakdown-dark.png': 'model-breakdown-dark-modern.png',
};

const suite = spawnSync(
  process.execPath,
  [
    path.join(root, 'scripts', 'test.mjs'),
    'e2e',
    '-g',
    'a metered training run in the window|configuration in the editor|the status bar|history of runs|the breakdown of a model|pictures of what is seen in passing',
  ],
  { stdio: 'inherit', cwd: root },
);
if (suite.status !== 0) process.exit(suite.status ?? 1);
mkdirSync(shown, { recursive: true });
for (const [name, source] of Object.entries(pictures))
  copyFileSync(path.join(taken, source), path.join(shown, name));
console.log(`[screenshots] ${Object.keys(pictures).join(', ')} in media/screenshots`);
