// How soon a window that was reloaded knows the live run again, by what the extension logs of it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The most that it may take on a machine that has nothing else to do. No test holds it: `npm run bench:reload` does. */
export const foundAgainTargetMs = 2000;

/**
 * For each window that the server has opened, oldest first: when the live run was in the status bar.
 * @param {string} dataFolder of the server
 * @returns {number[]} milliseconds after the extension's activation
 */
export function foundAgainAfter(dataFolder) {
  return readdirSync(dataFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('Wattlens.log'))
    .sort()
    .flatMap((name) => [
      ...readFileSync(path.join(dataFolder, name), 'utf8').matchAll(
        /in the status bar (\d+) ms after activation/g,
      ),
    ])
    .map(([, milliseconds]) => Number(milliseconds));
}
