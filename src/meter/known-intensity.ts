import * as v from 'valibot';
import type { IntensitySeries } from '../carbon/intensity-series';
import { gramsPerKilowattHour, unixSeconds } from '../units/quantities';
import { keepFile, keptFiles } from './kept-file';

const fileName = 'intensity.json';

const moment = v.pipe(v.number(), v.finite(), v.transform(unixSeconds));
const seriesSchema = v.object({
  source: v.string(),
  place: v.string(),
  licence: v.string(),
  kind: v.picklist(['average', 'marginal']),
  scope: v.picklist(['life cycle', 'direct']),
  freshUntil: moment,
  points: v.array(
    v.object({
      from: moment,
      to: moment,
      gramsPerKwh: v.pipe(v.number(), v.finite(), v.minValue(0), v.transform(gramsPerKilowattHour)),
      isEstimated: v.boolean(),
    }),
  ),
});
/** `asked` tells the provider and what it was asked for apart from others. */
const keptSchema = v.object({ asked: v.string(), series: seriesSchema });

/** A provider's answer is kept with the run that got it, so that the next run need not ask for what still holds. */
export function keepIntensity(runFolder: string, asked: string, series: IntensitySeries): void {
  keepFile(runFolder, fileName, { asked, series });
}

/** The newest answer that still holds; null where none does. */
export function recallIntensity(runsFolder: string, asked: string): IntensitySeries | null {
  for (const content of keptFiles(runsFolder, fileName)) {
    const kept = v.safeParse(keptSchema, content);
    if (!kept.success || kept.output.asked !== asked) continue;
    return kept.output.series.freshUntil > Date.now() / 1000 ? kept.output.series : null;
  }
  return null;
}
