// Where things lie in the checkout. Everything that set-up fetches or writes stays inside it.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the checkout, absolute. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Fetched test hosts, like `@vscode/test-electron`'s own cache. Not in git. */
export const cacheFolder = path.join(root, '.vscode-test');

/** Logs, screenshots, runs and bundled tests. Not in git. */
export const outFolder = path.join(root, 'out');

/** The built extension, command line and view. Not in git. */
export const distFolder = path.join(root, 'dist');

/** The workspace that `npm start` opens. */
export const sampleWorkspace = path.join(root, 'examples', 'tiny-gpt');
