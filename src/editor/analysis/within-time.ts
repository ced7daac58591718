/** Others' lenses wait for ours: what takes longer than this is told when it is there. */
const longestMs = 20;

/** What `work` gives within the time that a provider may take; else `meanwhile`, and `late` is called once it is there. */
export function withinTime<Value>(
  work: Promise<Value>,
  meanwhile: () => Value,
  late: () => void,
): Promise<Value> {
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
