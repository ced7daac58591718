import { formatDuration, formatEnergy, formatKnown, formatPower } from '../src/units/format';
import { joules, watts } from '../src/units/quantities';
import { element, tableRow } from './page';
import type { DeviceView, SeriesView } from './protocol';
import { t } from './translate';

const rowLimit = 24;

/** The chart's curves as a table, for people who don't see a canvas: evenly spread moments, the last one always. */
export function showSeriesTable(devices: readonly DeviceView[], series: SeriesView): void {
  const header = tableRow([t('Time'), ...devices.map((device) => device.name), t('Energy so far')]);
  element('series-head').replaceChildren(header);
  element('series-body').replaceChildren(
    ...spread(series.seconds.length, rowLimit).map((index) =>
      tableRow([
        formatDuration(series.seconds[index] ?? Number.NaN),
        ...devices.map((_device, device) => {
          const value = series.watts[device]?.[index] ?? null;
          return formatKnown(value, (known) => formatPower(watts(known)));
        }),
        energyText(series.joules[index] ?? null),
      ]),
    ),
  );
}

const energyText = (value: number | null): string =>
  formatKnown(value, (known) => formatEnergy(joules(known)));

/** At most `limit` indices of 0 … length-1, evenly spread, first and last among them. */
function spread(length: number, limit: number): number[] {
  if (length <= limit) return Array.from({ length }, (_value, index) => index);
  return Array.from({ length: limit }, (_value, index) => Math.round((index * (length - 1)) / (limit - 1)));
}
