// What set-up tells the person who waits: one line when a step starts, a sign of life while it lasts, one when it ends.
import { clearInterval, setInterval } from 'node:timers';

/** A reason to stop that is the user's to solve: shown as it is, without a stack. */
export class SetupError extends Error {}

/**
 * Runs one slow step with its progress shown.
 * @template Result
 * @param {string} title what is being done, e.g. "installing npm packages"
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function step(title, work) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  console.log(`[setup] ${title} ...`);
  const signOfLife = setInterval(() => {
    console.log(`[setup] ${title} ... ${seconds()} s`);
  }, 15_000);
  try {
    const result = await work();
    console.log(`[setup] ${title}: done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(signOfLife);
  }
}

/**
 * Throws with the end of a failed command's output.
 * @param {string} what
 * @param {import('./command.mjs').CommandResult} result
 */
export function requireSuccess(what, result) {
  if (result.code === 0) return;
  const lastLines = result.output.trimEnd().split('\n').slice(-25).join('\n');
  throw new SetupError(`${what} failed (exit code ${result.code}):\n${lastLines}`);
}
