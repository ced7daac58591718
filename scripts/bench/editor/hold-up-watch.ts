/** What of a thread's time on a processor is known of Node. */
const { threadCpuUsage } = process as unknown as {
  threadCpuUsage?: () => { readonly user: number; readonly system: number };
};

const spentMs = (): number => {
  const { user, system } = threadCpuUsage?.() ?? { user: Number.NaN, system: Number.NaN };
  return (user + system) / 1000;
};

/** Looks each millisecond how long the event loop of this thread was held since the look before. */
export class HoldUpWatch {
  private longest = { processorMs: 0, ms: 0 };
  private isStopped = false;

  constructor() {
    let before = { at: performance.now(), spent: spentMs() };
    const look = (): void => {
      const now = { at: performance.now(), spent: spentMs() };
      this.longest = {
        processorMs: Math.max(this.longest.processorMs, now.spent - before.spent),
        ms: Math.max(this.longest.ms, now.at - before.at),
      };
      before = now;
      if (!this.isStopped) setTimeout(look, 1);
    };
    setTimeout(look, 1);
  }

  /** The longest so far. */
  stop(): { readonly processorMs: number; readonly ms: number } {
    this.isStopped = true;
    return this.longest;
  }
}
