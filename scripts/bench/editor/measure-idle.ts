// Runs in VS Code's extension host, in a workspace without models or training: what the extension takes of it while nothing is done.
import { writeFileSync } from 'node:fs';
import { suiteLineMark } from '../../test/host-log.mjs';
import { figuresFileVariable, type IdleMinute } from './figures';
import { activateExtension } from './held-extension';

const minuteMs = 60_000;
/** Until what a window's start sets off is done. */
const settleMs = 15_000;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Called by VS Code. */
export async function run(): Promise<void> {
  try {
    await sleep(settleMs);
    const without = await minute(false);
    await activateExtension();
    await sleep(settleMs);
    const figures: readonly IdleMinute[] = [without, await minute(true)];
    writeFileSync(process.env[figuresFileVariable] ?? '', JSON.stringify(figures));
  } catch (error) {
    console.log(suiteLineMark + (error instanceof Error ? (error.stack ?? error.message) : String(error)));
    throw error;
  }
}

async function minute(isActive: boolean): Promise<IdleMinute> {
  const before = process.cpuUsage();
  await sleep(minuteMs);
  const { user, system } = process.cpuUsage(before);
  return { isActive, processorMs: (user + system) / 1000 };
}
