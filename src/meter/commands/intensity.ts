import { problemText } from '../../grid/answer';
import { formatDuration, formatIntensity } from '../../units/format';
import { exitCodes, print, refuse } from '../output';
import { askable, type AskOptions } from './ask-intensity';

export type IntensityCommandOptions = AskOptions;

/** The present carbon intensity of a place, asked of a provider. */
export async function intensity(options: IntensityCommandOptions): Promise<number> {
  const client = await askable(options);
  if ('why' in client) return refuse(client.why, client.exitCode);
  const answer = await client.present();
  const percentile = await client.percentile();
  const now = Date.now() / 1000;
  const series = answer.ok ? answer.value : null;
  const present = series?.points.findLast(({ from }) => from <= now) ?? null;
  const age =
    present === null || present.to > now
      ? null
      : `the newest value there is, ${formatDuration(now - present.to)} past its end`;
  if (options.json === true) {
    await print(
      JSON.stringify(
        {
          provider: client.name,
          place: series?.place ?? client.place,
          kind: client.kind,
          scope: client.scope,
          gramsPerKwh: present?.gramsPerKwh ?? null,
          from: present === null ? null : isoText(present.from),
          to: present === null ? null : isoText(present.to),
          estimated: present?.isEstimated ?? null,
          percentile: percentile?.ok === true ? percentile.value : null,
          licence: series?.licence ?? null,
          notes: [
            ...(age === null ? [] : [age]),
            ...[answer, percentile].flatMap((each) =>
              each?.ok === false ? [problemText(each.problem)] : [],
            ),
          ],
        },
        null,
        2,
      ),
    );
    return present === null ? exitCodes.wrong : exitCodes.done;
  }
  if (percentile?.ok === true)
    await print(
      `${client.name} (${client.place}): cleaner than ${Math.round(100 - percentile.value)} % of the last month`,
    );
  if (!answer.ok || present === null)
    return refuse(answer.ok ? `${client.name} has no value for now` : problemText(answer.problem));
  await print(
    `${client.name} (${answer.value.place}): ${formatIntensity(present.gramsPerKwh)}, ${client.kind}, ${client.scope === 'direct' ? 'direct emissions' : client.scope}${present.isEstimated ? ', estimated' : ''}, ${isoText(present.from)} to ${isoText(present.to)}${age === null ? '' : `; ${age}`}`,
  );
  return exitCodes.done;
}

const isoText = (moment: number): string => new Date(moment * 1000).toISOString();
