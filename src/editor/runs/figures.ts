import { formatCO2e, formatEnergy, formatIntensity, formatKnown, formatPower } from '../../units/format';
import { gramsCO2e, joules, watts } from '../../units/quantities';
import type { CarbonIntensity } from '../../runs/journal';
import type { DeviceSummary } from '../../runs/device-summary';
import { partRemark, shareRemark } from '../../runs/own-share';
import type { RunSummary } from '../../runs/summary';
import { t, translated } from '../translate';
import { keptText } from './kept-text';

/** Texts of a run's figures, the same wherever they stand: status bar, lens, panel. */

export const powerText = (value: number | null): string =>
  formatKnown(value, (known) => formatPower(watts(known)));
export const energyText = (value: number | null): string =>
  formatKnown(value, (known) => formatEnergy(joules(known)));
const co2eText = (value: number | null): string =>
  formatKnown(value, (known) => formatCO2e(gramsCO2e(known)));

/** How the run's energy was come by: `measured`, `modelled`, or `part modelled` where its devices differ. */
export function provenanceText(
  devices: readonly Pick<DeviceSummary, 'provenance' | 'within' | 'joules'>[],
): string {
  const kinds = new Set(
    devices
      .filter((device) => device.within === null && device.joules !== null)
      .map((device) => device.provenance),
  );
  if (kinds.size === 0) return t('not known');
  if (kinds.size > 1) return t('part modelled');
  return kinds.has('modelled') ? t('modelled') : t('measured');
}

/** How one device's energy is known, in a word. */
export const deviceProvenance = ({ provenance }: Pick<DeviceSummary, 'provenance'>): string =>
  provenance === 'modelled' ? t('modelled') : t('measured');

interface WithShare {
  readonly energyJoules: Pick<RunSummary['energyJoules'], 'gross' | 'share'>;
}

/** "of which the run’s own processes 469 mWh, 9.2 %"; empty where most of the energy is theirs, or that is not known. */
export function remarkText({ energyJoules }: WithShare): string {
  const remark = shareRemark(energyJoules);
  return remark === null ? '' : translated(remark);
}

/** The same as a part alone, for figures of a unit: "of which the run’s own processes 9.2 %". */
export function partText({ energyJoules }: WithShare): string {
  const remark = partRemark(energyJoules);
  return remark === null ? '' : translated(remark);
}

/** Over the whole run; null where its energy or its duration is not known. */
export function meanWatts({
  energyJoules,
  durationSeconds,
}: Pick<RunSummary, 'energyJoules' | 'durationSeconds'>): number | null {
  const { gross } = energyJoules;
  return gross === null || durationSeconds === null || durationSeconds <= 0 ? null : gross / durationSeconds;
}

/** `8 × NVIDIA H100, AMD EPYC 9654`: the devices that are no part of another, those of one name together. */
export function hardwareText(devices: RunSummary['devices']): string {
  const counts = new Map<string, number>();
  for (const { name, within, domain } of devices)
    if (within === null && domain !== 'dram') counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`)).join(', ');
}

/** The command as a person would type it: the program by its name, files of the run's folder by their relative path. */
export function shortCommand(command: readonly string[], cwd: string): string {
  const [program = '', ...programArguments] = command;
  const folder = cwd.endsWith('/') ? cwd : `${cwd}/`;
  return [
    program.replace(/^.*[\\/]/, ''),
    ...programArguments.map((text) => (text.startsWith(folder) ? text.slice(folder.length) : text)),
  ].join(' ');
}

export function carbonBasisText(intensity: CarbonIntensity, pue: number): string {
  const place = intensity.place === 'world' ? t('world average (no place is set)') : intensity.place;
  const { gramsPerKwh, kind, time, source, scope } = intensity;
  const figures = [formatIntensity(gramsPerKwh), place, ...[kind, time, source].map(keptText), pue];
  return scope === 'direct'
    ? t(
        'CO2e at {0}, {1}, {2}, direct emissions, {3}, {4}; PUE {5}. Embodied emissions are not in it.',
        ...figures,
      )
    : t('CO2e at {0}, {1}, {2}, {3}, {4}; PUE {5}. Embodied emissions are not in it.', ...figures);
}

/** `12.3 W · 0.21 Wh · 0.1 g CO2e · modelled`; power is left out where it is undefined, and a dash where it is not known. */
export function figuresText(summary: RunSummary, power: number | null | undefined): string {
  return [
    ...(power === undefined ? [] : [powerText(power)]),
    energyText(summary.energyJoules.gross),
    `${co2eText(summary.co2eGrams.operational)} CO2e`,
    provenanceText(summary.devices),
  ].join(' · ');
}
