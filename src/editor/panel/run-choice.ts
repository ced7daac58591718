/**
 * Which run the panel shows: the one chosen by hand, else the newest that lives, else the newest. A run that starts
 * is what a person wants to see, whatever was chosen before; but it takes the place once, and not with each sample.
 */
export class RunChoice {
  private chosen: string | null = null;
  private newestLive: string | null = null;

  choose(runId: string): void {
    this.chosen = runId;
  }

  /** Of `runs`, the newest first. */
  select<Run extends { readonly id: string; readonly isLive: boolean }>(
    runs: readonly Run[],
  ): Run | undefined {
    const live = runs.find((run) => run.isLive);
    if (live !== undefined && live.id !== this.newestLive) {
      this.newestLive = live.id;
      this.chosen = null;
    }
    return runs.find((run) => run.id === this.chosen) ?? live ?? runs[0];
  }
}
