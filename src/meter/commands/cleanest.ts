import { cleanestWindow, windowAt, type Window } from '../../carbon/cleanest';
import type { IntensityPoint } from '../../carbon/intensity-series';
import { problemText } from '../../grid/answer';
import { formatDuration, formatIntensity, formatShare } from '../../units/format';
import { unixSeconds, type UnixSeconds } from '../../units/quantities';
import { timeText } from '../../units/time-text';
import { columns, exitCodes, print, refuse } from '../output';
import { askable, type AskOptions } from './ask-intensity';

export interface CleanestOptions extends AskOptions {
  readonly hours: number;
  /** In hours. */
  readonly duration: number;
}

const hour = 3600;

/** When in the hours to come a run of a given length would emit least. */
export async function cleanest(options: CleanestOptions): Promise<number> {
  const { hours, duration } = options;
  if (duration > hours)
    return refuse(`a run of ${duration} h does not fit into the next ${hours} h`, exitCodes.usage);
  const client = await askable(options);
  if ('why' in client) return refuse(client.why, client.exitCode);
  const answer = await client.forecast(hours);
  if (!answer.ok) return refuse(`there is no forecast: ${problemText(answer.problem)}`);
  const { points, place, kind } = answer.value;
  const now = unixSeconds(Date.now() / 1000);
  const latest = unixSeconds(now + hours * hour);
  const best = cleanestWindow(points, now, latest, duration * hour);
  const reach = ((points.at(-1)?.to ?? now) - now) / hour;
  if (best === null)
    return refuse(
      `the forecast of ${client.name} covers ${Math.max(0, reach).toFixed(1)} h and no whole run of ${duration} h`,
    );
  const atOnce = windowAt(points, now, duration * hour);
  if (options.json === true) {
    await print(
      JSON.stringify(
        {
          provider: client.name,
          place,
          kind,
          hours,
          durationHours: duration,
          coveredHours: Math.min(hours, reach),
          cleanest: asJson(best),
          now: atOnce === null ? null : asJson(atOnce),
          saving: atOnce === null ? null : savingOf(best, atOnce),
          forecast: points.map(({ from, to, gramsPerKwh }) => ({
            from: isoText(from),
            to: isoText(to),
            gramsPerKwh,
          })),
        },
        null,
        2,
      ),
    );
    return exitCodes.done;
  }
  const length = formatDuration(duration * hour);
  const wait = best.from - now < 60 ? 'now' : `in ${formatDuration(best.from - now)}`;
  await print(
    [
      columns(rows(points, now, latest, best)),
      '',
      `Cleanest for ${length}: ${wait}, from ${isoText(best.from)}, ${formatIntensity(best.gramsPerKwh)} (${kind}, ${client.name}, ${place}).`,
      atOnce === null
        ? 'What starting now would mean is not in the forecast.'
        : `Starting now: ${formatIntensity(atOnce.gramsPerKwh)}; waiting saves ${formatShare(savingOf(best, atOnce))}.`,
      ...(reach < hours - 0.5 ? [`The forecast ends after ${reach.toFixed(1)} h.`] : []),
      ...(best.from - now < 60
        ? []
        : [`Start it then: wattlens run --start-at ${isoText(best.from)} -- COMMAND`]),
    ].join('\n'),
  );
  return exitCodes.done;
}

const isoText = (moment: number): string =>
  new Date(Math.ceil(moment) * 1000).toISOString().replace('.000Z', 'Z');
const savingOf = (best: Window, atOnce: Window): number =>
  atOnce.gramsPerKwh > 0 ? Math.max(0, 1 - best.gramsPerKwh / atOnce.gramsPerKwh) : 0;
const asJson = ({ from, to, gramsPerKwh }: Window): object => ({
  start: isoText(from),
  end: isoText(to),
  gramsPerKwh,
});

const widestBar = 40;

/** One line an hour, with a bar; those of the best window have a mark. */
function rows(
  points: readonly IntensityPoint<UnixSeconds>[],
  now: UnixSeconds,
  latest: UnixSeconds,
  best: Window,
): string[][] {
  const hours: Window[] = [];
  for (let from = Math.floor(now / hour) * hour; from < latest; from += hour) {
    const within = points.filter((point) => point.from < from + hour && point.to > from);
    if (within.length === 0) continue;
    const mean = within.reduce((sum, { gramsPerKwh }) => sum + gramsPerKwh, 0) / within.length;
    hours.push({
      from: unixSeconds(from),
      to: unixSeconds(from + hour),
      gramsPerKwh: mean as Window['gramsPerKwh'],
    });
  }
  const most = Math.max(...hours.map(({ gramsPerKwh }) => gramsPerKwh), 1);
  return hours.map(({ from, to, gramsPerKwh }) => [
    from < best.to && to > best.from ? '*' : ' ',
    timeText(from * 1000),
    formatIntensity(gramsPerKwh).padStart(9),
    '█'.repeat(Math.round((gramsPerKwh / most) * widestBar)),
  ]);
}
