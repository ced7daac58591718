import { inOrder, overlay, type IntensityPoint, type IntensitySeries } from '../carbon/intensity-series';
import { unixSeconds, type UnixSeconds } from '../units/quantities';
import type { ProviderProblem } from './answer';
import { backoffSeconds, isPassing, type Clock, type IntensityClient } from './intensity-client';
import { problemTexts } from './problem-texts';

export interface IntensityListener {
  /** The values that are new or have changed, and the answer that they are of. */
  readonly onPoints: (points: readonly IntensityPoint<UnixSeconds>[], series: IntensitySeries) => void;
  /** Told when the reason changes, and not at each failure. */
  readonly onProblem: (problem: ProviderProblem) => void;
}

const retry = { first: 20, longest: 900 } as const;
/** What only a person can mend, or a new version of this program, is asked for rarely. */
const lastingProblemSeconds = 3600;
const leastWaitSeconds = 30;
/** Estimates older than this stay as they are. */
const revisedSeconds = 24 * 3600;

/**
 * Follows the intensity from a moment on until stopped: asks when the last answer has ended, later and later while the
 * provider fails, and then for all that was missed. Never throws.
 */
export async function watchIntensity(
  client: IntensityClient,
  since: UnixSeconds,
  clock: Clock,
  stop: AbortSignal,
  listener: IntensityListener,
): Promise<void> {
  let points: readonly IntensityPoint<UnixSeconds>[] = [];
  let failures = 0;
  let told: string | null = null;
  const take = (series: IntensitySeries): void => {
    const news = series.points.filter((point) => point.to > since && !isKnown(points, point));
    points = overlay(points, inOrder(news));
    if (news.length > 0) listener.onPoints(news, series);
  };
  const tell = (problem: ProviderProblem): void => {
    if (problem.message !== told) listener.onProblem(problem);
    told = problem.message;
  };
  const now = (): UnixSeconds => unixSeconds(clock.nowMs() / 1000);
  const isStopped = (): boolean => stop.aborted;
  while (!isStopped()) {
    const answer = await client.past(missingSince(points, since, now()));
    if (isStopped()) return;
    let wait: number;
    if (answer.ok) {
      failures = 0;
      take(answer.value);
      if (points.length > 0) told = null;
      else tell(ofOtherTimes(answer.value));
      wait = answer.value.freshUntil - now();
    } else {
      failures += 1;
      const { problem } = answer;
      tell(problem);
      const lasting = isPassing(problem) || problem.kind === 'no data' ? 0 : lastingProblemSeconds;
      wait = Math.max(backoffSeconds(failures, problem, retry), lasting);
    }
    await clock.sleep(Math.max(wait, leastWaitSeconds) * 1000, stop);
  }
}

const ofOtherTimes = ({ source }: IntensitySeries): ProviderProblem => ({
  kind: 'no data',
  message: problemTexts.write(
    '{0} has values of other times alone: it is late, or the clock of this machine is wrong',
    source,
  ),
  retryAfterSeconds: null,
});

/** The first moment from `since` on of which nothing, or an estimate alone, is known. */
function missingSince(
  points: readonly IntensityPoint<UnixSeconds>[],
  since: UnixSeconds,
  now: UnixSeconds,
): UnixSeconds {
  let moment = since;
  for (const { from, to, isEstimated } of points) {
    if (to <= moment) continue;
    const isOld = isEstimated && to < now - revisedSeconds;
    if (from > moment || (isEstimated && !isOld)) break;
    moment = to;
  }
  return unixSeconds(Math.min(moment, now));
}

const isKnown = (
  points: readonly IntensityPoint<UnixSeconds>[],
  { from, to, gramsPerKwh, isEstimated }: IntensityPoint<UnixSeconds>,
): boolean =>
  points.some(
    (each) =>
      each.from <= from &&
      each.to >= to &&
      each.gramsPerKwh === gramsPerKwh &&
      each.isEstimated === isEstimated,
  );
