// `npm run bench:reload`: how soon a live run is in the status bar again after its window was reloaded, in a real window of VS Code.
// Prints the figures with their target; exits with 1 where the median misses it.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { foundAgainAfter, foundAgainTargetMs } from './host/found-again.mjs';
import { openExtensionWindow } from './host/window.mjs';
import { eventually, statusBarText } from './host/workbench.mjs';
import { distFolder } from './setup/paths.mjs';

const reloads = Number(process.argv[2] ?? 5);
const training = 'import time\nwhile True: time.sleep(0.01)';

async function main(): Promise<void> {
  const { buildAll } = await import('./build.mjs');
  const problems = await buildAll({ production: true });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const window = await openExtensionWindow({ name: 'bench-reload' });
  const meter = spawn(
    process.execPath,
    [
      path.join(distFolder, 'wattlens.js'),
      ...['run', '--runs', window.runsFolder, '--baseline', '0'],
      ...['--', 'python3', '-c', training],
    ],
    { stdio: 'ignore' },
  );
  try {
    const isShown = (): Promise<boolean> =>
      statusBarText(window.page).then((text) => /\d W · .*Wh/.test(text));
    // The log is written a little after the status bar is.
    const isFound = async (times: number): Promise<boolean> =>
      foundAgainAfter(window.server.dataFolder).length === times && (await isShown());
    await eventually('the run is in the status bar', () => isFound(1));
    for (let reload = 1; reload <= reloads; reload += 1) {
      await window.page.reload();
      await eventually('the run is in the status bar again', () => isFound(reload + 1));
    }
    const milliseconds = foundAgainAfter(window.server.dataFolder)
      .slice(1)
      .sort((one, other) => one - other);
    const median = milliseconds[Math.floor(milliseconds.length / 2)] ?? Number.NaN;
    const isHeld = median <= foundAgainTargetMs;
    console.log(
      `${isHeld ? ' ' : '✘'} the run is in the status bar ${median} ms after activation (median of ${milliseconds.length} reloads, the longest ${milliseconds.at(-1)} ms); at most ${foundAgainTargetMs} ms`,
    );
    process.exitCode = isHeld ? 0 : 1;
  } finally {
    meter.kill('SIGTERM');
    await window.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
