/** From a unit on, each works on so many times what the first ones did: sequences or batches that grow as the training goes on. */
export interface Stage {
  /** Units done before it. */
  readonly from: number;
  readonly work: number;
}

/** How much is done with so many units, in those of the first stage. */
export function workOf(done: number, stages: readonly Stage[]): number {
  let sum = 0;
  let [from, work] = [0, 1];
  for (const stage of stages) {
    if (stage.from >= done) break;
    sum += (stage.from - from) * work;
    ({ from, work } = stage);
  }
  return sum + (done - from) * work;
}
