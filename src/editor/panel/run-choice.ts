import * as v from 'valibot';

/** By which the choice is the same after a reload of the window. */
export const keptChoiceSchema = v.object({
  chosen: v.nullable(v.string()),
  newestLive: v.nullable(v.string()),
});
export type KeptChoice = v.InferOutput<typeof keptChoiceSchema>;

/**
 * Which run the panel shows: the one chosen by hand, else the newest that lives, else the newest. A run that starts
 * is what a person wants to see, whatever was chosen before; but it takes the place once, and not with each sample.
 */
export class RunChoice {
  constructor(private choice: KeptChoice = { chosen: null, newestLive: null }) {}

  get kept(): KeptChoice {
    return this.choice;
  }

  choose(runId: string): void {
    this.choice = { ...this.choice, chosen: runId };
  }

  /** Chooses among `runs`, which are sorted the newest first. */
  select<Run extends { readonly id: string; readonly isLive: boolean }>(
    runs: readonly Run[],
  ): Run | undefined {
    const live = runs.find((run) => run.isLive);
    if (live !== undefined && live.id !== this.choice.newestLive)
      this.choice = { chosen: null, newestLive: live.id };
    return runs.find((run) => run.id === this.choice.chosen) ?? live ?? runs[0];
  }
}
