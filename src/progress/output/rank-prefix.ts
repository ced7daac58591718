/**
 * What launchers put before each line of a process, so that those of several can be told apart:
 * `[rank0]:` (PyTorch), `[default0]:` (torchrun --tee), `[1,0]<stdout>:` (Open MPI), `0: ` (srun --label),
 * `(RayTrainWorker pid=71)` (Ray), `worker-0:` and `[gpu 0]`.
 */
const prefixes: readonly RegExp[] = [
  /^\[(?:rank|default|local_rank|gpu|worker|node)[ _:-]?\d+\]\s*:?\s*/i,
  /^\[\d+,\d+\]\s?<std(?:out|err)>:?\s*/,
  /^\(\w+(?: pid=\d+)(?:, ip=[\d.a-f:]+)?\)\s*/i,
  /^(?:rank|worker|node|gpu)[ _-]?\d+\s*[:|]\s+/i,
  // CatBoost numbers its lines like this.
  /^\d{1,4}:\s+(?!learn:)/,
];

export interface RankedLine {
  /** What names the process among the others; empty where the line tells none. */
  readonly rank: string;
  readonly text: string;
}

/** A line without what a launcher has put before it. */
export function withoutRank(line: string): RankedLine {
  for (const prefix of prefixes) {
    const found = prefix.exec(line);
    if (found !== null) return { rank: found[0].trim(), text: line.slice(found[0].length) };
  }
  return { rank: '', text: line };
}
