import { rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { inOrder, type IntensitySeries } from '../carbon/intensity-series';
import { unixSeconds } from '../units/quantities';
import type { ProviderProblem } from './answer';
import { gramsSchema, longestFreshSeconds } from './reading';
import { readWhole, removeFile, shareFile } from './shared-file';

export type Question = 'past' | 'forecast';

/** An answer, and how far it reaches: of the past the moment from which it tells, of a forecast the hours that were asked for. */
export interface KeptAnswer {
  readonly reach: number;
  readonly series: IntensitySeries;
}

const moment = v.pipe(v.number(), v.finite(), v.transform(unixSeconds));
const seriesSchema = v.object({
  source: v.string(),
  place: v.string(),
  licence: v.string(),
  kind: v.picklist(['average', 'marginal']),
  scope: v.picklist(['life cycle', 'direct']),
  freshUntil: moment,
  points: v.pipe(
    v.array(v.object({ from: moment, to: moment, gramsPerKwh: gramsSchema, isEstimated: v.boolean() })),
    v.minLength(1),
  ),
});
const answerSchema = v.object({
  asked: v.string(),
  reach: v.pipe(v.number(), v.finite()),
  series: seriesSchema,
});

const problemKinds = ['too many requests', 'no data', 'schema changed', 'failing', 'unreachable'] as const;
const askingSchema = v.object({ host: v.string(), pid: v.number() });
const failureSchema = v.object({
  failedAt: v.pipe(v.number(), v.finite()),
  problem: v.object({
    kind: v.picklist(problemKinds),
    message: v.string(),
    retryAfterSeconds: v.nullable(v.pipe(v.number(), v.finite())),
  }),
});

/** Nobody asks for longer: three requests with their time-outs. */
const longestAskingMs = 60_000;

/**
 * What the programs on a folder have been told by one provider of one place. While one asks, the others wait for its answer.
 * `asked` tells the provider, its address and the place apart from others, without saying an address; keys are in nothing of this.
 */
export class SharedAnswers {
  constructor(
    private readonly folder: string,
    private readonly asked: string,
  ) {}

  /** The newest answer, while it holds. */
  recall(question: Question, nowMs: number): KeptAnswer | null {
    const kept = v.safeParse(answerSchema, readWhole(this.path('answer', question)));
    if (!kept.success || kept.output.asked !== this.asked) return null;
    const { reach, series } = kept.output;
    const freshSeconds = series.freshUntil - nowMs / 1000;
    // What holds for longer than any answer does is of another clock, or of somebody else.
    if (freshSeconds <= 0 || freshSeconds > longestFreshSeconds + 60) return null;
    return { reach, series: { ...series, points: inOrder(series.points) } };
  }

  keep(question: Question, { reach, series }: KeptAnswer): void {
    shareFile(this.path('answer', question), { asked: this.asked, reach, series });
  }

  /** Null where another program is asking just now; else a function to call with what came of it, null where an answer did. */
  begin(question: Question, nowMs: () => number): ((problem: ProviderProblem | null) => void) | null {
    const path = this.path('asking', question);
    try {
      if (isLeftBehind(path)) rmSync(path, { force: true });
      writeFileSync(path, JSON.stringify({ host: hostname(), pid: process.pid }), {
        flag: 'wx',
        mode: 0o600,
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
      // Where nothing can be written nothing can be shared.
      return () => undefined;
    }
    return (problem) => {
      if (problem !== null && (problemKinds as readonly string[]).includes(problem.kind))
        shareFile(this.path('failure', question), { failedAt: nowMs(), problem });
      removeFile(path);
    };
  }

  /** Why another program that has asked since a moment got no answer; null where none has, or what stopped it may be its own key. */
  failureSince(question: Question, sinceMs: number): ProviderProblem | null {
    const failure = v.safeParse(failureSchema, readWhole(this.path('failure', question)));
    return failure.success && failure.output.failedAt >= sinceMs ? failure.output.problem : null;
  }

  private path(what: 'answer' | 'asking' | 'failure', question: Question): string {
    return join(this.folder, `${what}-${question}-${this.asked}.json`);
  }
}

/** Whether the program that was asking is gone, or has had its time. */
function isLeftBehind(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  if (Math.abs(Date.now() - stats.mtimeMs) > longestAskingMs) return true;
  const asking = v.safeParse(askingSchema, readWhole(path));
  // One that has just been made is still empty.
  return asking.success && asking.output.host === hostname() && !isAlive(asking.output.pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
