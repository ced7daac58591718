import { formatDuration, formatEnergy, formatKnown, formatPower } from '../src/units/format';
import { joules, watts } from '../src/units/quantities';
import type { DeviceView, SeriesView } from './protocol';
import { deviceLabel } from './shared/device-label';
import { element, tableRow } from './shared/elements';
import { spread } from './shared/spread';
import { t } from './translate';

const rowLimit = 24;

/** The chart's curves as a table, for people who don't see a canvas: evenly spread moments, the last one always. */
export function showSeriesTable(devices: readonly DeviceView[], series: SeriesView): void {
  const header = tableRow([
    t('Time'),
    ...devices.map((_device, index) => deviceLabel(devices, index)),
    t('Energy so far'),
  ]);
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
