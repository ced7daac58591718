/** What is known where VS Code asks what a task is that was launched before this window. */
export interface AskedTask {
  /** Since this extension host was started. */
  readonly hostSeconds: number;
  /** Since the window before this one was there. */
  readonly secondsSinceWindow: number;
  readonly hasTerminals: boolean;
  /** The window before has seen its end. */
  readonly hasEnded: boolean;
}

/** VS Code brings tasks back where a window was reloaded, and not where it is opened anew. */
const longestReloadSeconds = 120;
/** Soon after the start, however busy the machine. */
const longestStartSeconds = 90;
/** So soon hardly a person has found a task and started it; a busy machine is as late as this. */
const beforeAnyoneSeconds = 30;

/**
 * Whether a task is asked about because VS Code brings it back, and not because a person starts it. VS Code (1.139) keeps tasks that
 * have ended by themselves too, and starts all of them anew where one terminal of a task is there still: of one whose end was seen
 * that is believed only so early that hardly a person has been quicker.
 */
export function isBroughtBack({
  hostSeconds,
  secondsSinceWindow,
  hasTerminals,
  hasEnded,
}: AskedTask): boolean {
  if (secondsSinceWindow - hostSeconds > longestReloadSeconds) return false;
  return hasEnded ? hasTerminals && hostSeconds < beforeAnyoneSeconds : hostSeconds < longestStartSeconds;
}
