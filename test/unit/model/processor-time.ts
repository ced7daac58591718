/** What `run` takes of the processor, in milliseconds: time in which other programs have it is no part. */
export function processorMilliseconds(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** That of the quickest of a few attempts: the first may compile, and each may collect garbage. The first that is quick `enough` will do. */
export function leastMilliseconds(run: () => unknown, attempts: number, enough = 0): number {
  let least = Infinity;
  for (let attempt = 0; attempt < attempts && least > enough; attempt++)
    least = Math.min(least, processorMilliseconds(run));
  return least;
}
