// `npm start` without a display: the whole flow by itself, then the run's report.
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { openExtensionWindow } from '../host/window.mjs';
import { runCommand } from '../setup/command.mjs';
import { distFolder, outFolder, root } from '../setup/paths.mjs';
import { SetupError, requireSuccess } from '../setup/progress.mjs';
import { trainInWindow } from './training-flow.mjs';

/** Runs the flow and prints the report. Throws with the reason when something did not come about. */
export async function startHeadless() {
  const screenshotFolder = path.join(outFolder, 'screenshots');
  await rm(screenshotFolder, { recursive: true, force: true });
  await mkdir(screenshotFolder, { recursive: true });
  console.log('[start] opening examples/tiny-gpt in VS Code (headless)');
  const window = await openExtensionWindow({ name: 'start-headless' });
  let run;
  try {
    const say = (/** @type {string} */ line) => {
      console.log(`[start] ${line}`);
    };
    ({ run } = await trainInWindow({ window, screenshotFolder, say }));
  } catch (error) {
    const picture = path.join(screenshotFolder, 'failure.png');
    await window.page.screenshot({ path: picture }).catch(() => undefined);
    console.error(`[start] what the window showed: ${path.relative(root, picture)}`);
    throw error;
  } finally {
    await window.close();
  }
  const report = await wattlens('report', run, '--runs', window.runsFolder);
  console.log(`\n${report.trimEnd()}\n`);
  requireEnergy(await wattlens('report', run, '--runs', window.runsFolder, '--format', 'json'));
  console.log(`[start] screenshots: ${path.relative(root, screenshotFolder)}`);
  console.log(`[start] the run: ${path.relative(root, path.join(window.runsFolder, run))}`);
}

/** @param {string[]} args */
async function wattlens(...args) {
  const result = await runCommand(process.execPath, [path.join(distFolder, 'wattlens.js'), ...args]);
  requireSuccess(`wattlens ${args.join(' ')}`, result);
  return result.output;
}

/** @param {string} json the report of a run, as docs promise it */
function requireEnergy(json) {
  /** @type {unknown} */
  const parsed = JSON.parse(json);
  const report = /** @type {{ exitCode: number | null, energyJoules: { gross: number | null } }} */ (parsed);
  if (report.exitCode !== 0)
    throw new SetupError(`the training ended with exit code ${String(report.exitCode)}`);
  if (!((report.energyJoules.gross ?? 0) > 0)) throw new SetupError('the run has no energy');
}
