/** Others' lenses wait for ours: what takes longer than this is told when it is there. */
const longestMs = 12;

/** What is being worked out, answered meanwhile or not. */
const open = new Set<Promise<unknown>>();

/** Resolves once nothing is being worked out for a provider. */
export async function allAnswered(): Promise<void> {
  while (open.size > 0) await Promise.allSettled(open);
}

/** What `work` gives within the time that a provider may take; else `meanwhile`, and `late` is called once it is there. */
export function withinTime<Value>(
  work: Promise<Value>,
  meanwhile: () => Value,
  late: () => void,
): Promise<Value> {
  open.add(work);
  void work
    .finally(() => open.delete(work))
    // Who asked hears of it.
    .catch(() => undefined);
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      resolve(meanwhile());
    }, longestMs);
    work.then(
      (value) => {
        clearTimeout(timer);
        if (isLate) late();
        else resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
