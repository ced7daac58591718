import {
  formatCO2e,
  formatChange,
  formatCount,
  formatDuration,
  formatEnergy,
  formatIntensity,
  formatKnown,
  formatPower,
  unknownFigure,
} from '../../src/units/format';
import { visibleText } from '../../src/units/plain-text';
import { gramsCO2e, joules, type Range, watts } from '../../src/units/quantities';
import type { SeriesView } from '../protocol';
import { deviceLabel } from '../shared/device-label';
import { columnHeads, element, setText, showRows, tableRow } from '../shared/elements';
import { rangeText, spanText } from '../shared/range-text';
import { spread } from '../shared/spread';
import { behind } from '../shared/remark';
import { startText } from '../shared/start-text';
import { stepEnergyText, stepsText } from '../shared/steps-text';
import { formatShortTime, formatTokenEnergy, unitText } from '../shared/units';
import type { ViewText } from '../texts';
import { t } from '../translate';
import type { FactorView, PredictedView, RunDetails } from './protocol';

const rowLimit = 60;

const energy = (value: number): string => formatEnergy(joules(value));
const co2e = (value: number): string => formatCO2e(gramsCO2e(value));
const range = (figure: Range | null, format: (value: number) => string): string =>
  figure === null ? unknownFigure : rangeText(figure, format);
const seconds = (value: number): string => formatShortTime(value, formatDuration);
const known = (value: number | null, format: (value: number) => string): string => formatKnown(value, format);

/** How far it has come and what it will have taken; hidden where the run told nothing of it. */
export function showProgress({ progress, state, partRemark }: RunDetails): void {
  const figureOf = (id: string): HTMLElement | null => element(`${id}-value`).parentElement;
  figureOf('progress')?.toggleAttribute('hidden', progress === null);
  const forecast = state === 'running' ? (progress?.forecastJoules ?? null) : null;
  figureOf('forecast')?.toggleAttribute('hidden', forecast === null);
  if (progress === null) return;
  setText('progress-value', stepsText(progress));
  setText('progress-range', stepEnergyText(progress, partRemark) ?? unknownFigure);
  setText('progress-provenance', visibleText(progress.from));
  if (forecast === null) return;
  setText('forecast-value', energy(forecast.mid));
  setText('forecast-range', spanText(forecast, energy));
  setText('forecast-provenance', progress.endsAt === null ? '' : t('until {0}', startText(progress.endsAt)));
}

const factorTexts: Readonly<Record<FactorView['kind'], ViewText>> = {
  tokens: 'Tokens',
  secondsPerToken: 'Time a token',
  seconds: 'Duration',
  watts: 'Mean watts',
};
const factorFormats: Readonly<Record<FactorView['kind'], (value: number) => string>> = {
  tokens: formatCount,
  secondsPerToken: seconds,
  seconds,
  watts: (value) => formatPower(watts(value)),
};

/** The estimate of before, against what it came to, and which factor makes how much of the difference. */
export function showPredicted(predicted: PredictedView | null): void {
  element('predicted').hidden = predicted === null;
  if (predicted === null) return;
  const { estimatedJoules, actual, factors, problem } = predicted;
  const file = visibleText(predicted.file);
  const estimate = range(estimatedJoules, energy);
  const summary =
    estimatedJoules === null
      ? t('There is no estimate of {0}: {1}', file, problem ?? '')
      : actual === null
        ? t('Estimate of {0}: {1}. {2}', file, estimate, problem ?? '')
        : t(
            'Estimate of {0}: {1}. {2}: {3}, {4} against the estimate’s middle.',
            file,
            estimate,
            t(actual.basis === 'measured' ? 'Measured' : 'Forecast of the whole run'),
            range(actual.joules, energy),
            formatChange(actual.joules.mid / estimatedJoules.mid),
          );
  setText('predicted-summary', summary);
  element('predicted-table').hidden = factors.length === 0;
  if (factors.length === 0 || estimatedJoules === null || actual === null) return;
  if (element('predicted-head').childElementCount === 0)
    element('predicted-head').append(
      columnHeads([t('Factor'), t('Estimated'), t('Actual'), t('Difference'), t('Energy of the difference')]),
    );
  const rows = factors.map(({ kind, estimated, actual: came, joules: part }) => {
    const format = factorFormats[kind];
    return [
      t(factorTexts[kind]),
      format(estimated),
      format(came),
      formatChange(came / estimated),
      signed(part),
    ];
  });
  const whole = [
    t('All of it'),
    energy(estimatedJoules.mid),
    energy(actual.joules.mid),
    formatChange(actual.joules.mid / estimatedJoules.mid),
    signed(actual.joules.mid - estimatedJoules.mid),
  ];
  showRows(element('predicted-rows'), [...rows, whole]);
}

const signed = (value: number): string =>
  `${value < 0 ? '−' : value > 0 ? '+' : ''}${energy(Math.abs(value))}`;

/** All that is known beside the figures on top. */
export function showFacts(run: RunDetails): void {
  const { progress } = run;
  const isRunning = run.state === 'running';
  const ofUnit = (value: number | null, format: (value: number) => string): string =>
    known(value, (figure) => behind(format(figure), run.partRemark));
  const facts: readonly (readonly [string, string])[] = [
    [t('Hardware'), visibleText(run.hardware)],
    [t('Host'), visibleText(run.host)],
    [t('Folder'), visibleText(run.folder)],
    [t('Place'), run.carbon.place],
    [t('PUE'), String(run.carbon.pue)],
    [t('Of the run’s own processes'), known(run.shareJoules, energy)],
    [t('Net of the idle baseline'), known(run.netJoules, energy)],
    [t('Embodied CO2e'), range(run.embodiedGrams, co2e)],
    ...(progress === null
      ? []
      : ([
          [t('Energy a {0}', unitText(progress.unit)), ofUnit(progress.joulesPerUnit, energy)],
          [t('Time a {0}', unitText(progress.unit)), known(progress.secondsPerUnit, seconds)],
          [t('Energy a sample'), ofUnit(progress.joulesPerSample, energy)],
          [t('Energy a token'), ofUnit(progress.joulesPerToken, formatTokenEnergy)],
        ] as const)),
    ...(progress === null || !isRunning
      ? []
      : ([
          [t('Energy of the whole run, forecast'), range(progress.forecastJoules, energy)],
          [t('Duration of the whole run, forecast'), range(progress.forecastSeconds, formatDuration)],
        ] as const)),
  ];
  showRows(element('facts'), facts);
}

/** The charts as a table, for people who don't see a canvas: evenly spread moments, the last one always. */
export function showCurvesTable(
  { devices, carbon }: RunDetails,
  { seconds: times, watts: powers, joules: energies }: SeriesView,
  grams: readonly (number | null)[],
): void {
  const intensityAt = (time: number): string => {
    const point = carbon.points.find(({ from, to }) => time >= from && time <= to);
    return point === undefined ? unknownFigure : formatIntensity(point.gramsPerKwh);
  };
  const isKnown = carbon.points.length > 0;
  element('series-head').replaceChildren(
    columnHeads([
      t('Time'),
      ...devices.map((_device, index) => deviceLabel(devices, index)),
      t('Energy so far'),
      t('CO2e so far'),
      ...(isKnown ? [t('Intensity')] : []),
    ]),
  );
  element('series-body').replaceChildren(
    ...spread(times.length, rowLimit).map((index) => {
      const time = times[index] ?? Number.NaN;
      return tableRow([
        formatDuration(time),
        ...devices.map((_device, device) =>
          known(powers[device]?.[index] ?? null, (value) => formatPower(watts(value))),
        ),
        known(energies[index] ?? null, energy),
        known(grams[index] ?? null, co2e),
        ...(isKnown ? [intensityAt(time)] : []),
      ]);
    }),
  );
}
