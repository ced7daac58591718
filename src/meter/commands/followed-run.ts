import { interrupt, pause } from '../../processes/run-control';
import type { Progress } from '../../progress/progress';
import type { RunSummary } from '../../runs/summary';
import { BudgetGuard } from '../budget-guard';
import { followIntensity } from '../live-intensity';
import { followProgress } from '../progress/follow-progress';
import { readTrainingPlan } from '../progress/training-plan';
import type { RunMeter } from '../run-meter';
import type { Probe } from '../source';
import type { RunPlan } from '../start-record';
import { say } from '../terminal/terminal';
import { budgetPlanOf, type RunOptions } from './run-plan';

interface RunningCommand {
  readonly pid: number | null;
  readonly cwd: string;
  readonly command: readonly string[];
  /** True where it was started by hand: what its output says from before is then passed over. */
  readonly isAttached: boolean;
}

interface Following {
  readonly plan: Pick<RunPlan, 'live'>;
  readonly options: RunOptions;
  readonly probes: readonly Probe[];
}

/** Where what the command prints, or what another process has read from that, comes in. */
export interface FollowedRun {
  takeOutput(bytes: Uint8Array): void;
  takeProgress(progress: Progress): void;
  close(): void;
  /** Tells of a budget that was passed by the end, and not told of yet. */
  readonly conclude: (summary: RunSummary, note: (text: string) => void) => void;
}

/** Follows what a run is beside its power, while it lives: intensity, progress, plan and estimate, budgets. The same for a command that was launched and a process that was attached to. */
export function followRun(
  meter: RunMeter,
  running: RunningCommand,
  { plan, options, probes }: Following,
): FollowedRun {
  const { pid, command, cwd, isAttached } = running;
  if (plan.live !== null) followIntensity(plan.live, meter, say);
  const inlet =
    pid === null
      ? null
      : followProgress({ pid, cwd, command, isAttached }, (progress, from) => {
          meter.takeProgress(progress, from);
        });
  const stopPlan = readTrainingPlan(meter, {
    command,
    cwd,
    estimateFile: options.estimate,
    accelerators: acceleratorNames(probes),
  });
  const budget = pid === null ? null : guardBudget(meter, pid, options);
  return {
    takeOutput: (bytes) => {
      inlet?.takeOutput(bytes);
    },
    takeProgress: (progress) => {
      inlet?.takeProgress(progress);
    },
    close: () => {
      inlet?.close();
      plan.live?.stop.abort();
      budget?.close();
      stopPlan();
    },
    conclude: (summary, note) => {
      budget?.conclude(summary, note);
    },
  };
}

const acceleratorNames = (probes: readonly Probe[]): string[] =>
  probes.flatMap(({ accelerator, domain }) =>
    domain === 'gpu' && accelerator?.model !== undefined && accelerator.model !== null
      ? [accelerator.model]
      : [],
  );

/** Looks after the budgets that the options set; null where they set none. */
function guardBudget(meter: RunMeter, pid: number, options: RunOptions): BudgetGuard | null {
  const plan = budgetPlanOf(options);
  if (plan === null) return null;
  return new BudgetGuard(plan, {
    summary: () => meter.summary,
    say,
    note: (text) => {
      meter.takeNote(text);
    },
    stop: () => interrupt(pid),
    pause: () => pause(pid),
  });
}
