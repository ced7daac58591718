import type { Estimate } from '../../energy/estimate';
import {
  formatCO2e,
  formatCount,
  formatKilowattHours,
  formatRange,
  formatShare,
  formatSpan,
} from '../../units/format';
import { message, type Message } from '../../units/message';
import { kilogramsCO2e, kilowattHours, toGrams } from '../../units/quantities';
import { escapeMarkdown, markdownTable } from '../../units/plain-text';
import { translated } from '../translate';

const mfu = ({ training }: Estimate): string => formatSpan(training.mfu, formatShare);

/** On what an estimate rests, in one line. */
export const shortBasis = (estimate: Estimate): Message =>
  message(
    '{0} tokens on {1} x {2}, {3}; MFU {4}; {5} g/kWh ({6}), PUE {7}.',
    formatCount(estimate.plan.tokens),
    estimate.plan.gpus,
    estimate.plan.hardware,
    estimate.plan.dtype,
    mfu(estimate),
    estimate.plan.gramsPerKwh,
    estimate.plan.region,
    estimate.plan.pue,
  );

/** The assumptions that decide most, by their names in the estimate. */
const shown: readonly (readonly [name: string, title: Message])[] = [
  ['hardware', message('Hardware')],
  ['gpus', message('Number of accelerators')],
  ['dtype', message('Precision')],
  ['tokens', message('Training tokens')],
  ['sequenceLength', message('Sequence length')],
  ['batchSize', message('Sequences on one accelerator at once')],
  ['optimizer', message('Optimizer')],
  ['recompute', message('Recomputation')],
  ['carbonIntensity', message('Carbon intensity')],
  ['pue', message('PUE')],
  ['calibration', message('Past runs')],
];

/**
 * What an estimate rests on, each with where it comes from, as Markdown: names and words out of files are text in it.
 * `approximate` says on what the counts rest where they are not exact.
 */
export function basisMarkdown(estimate: Estimate, approximate: Message | null): string {
  const text = (content: Message): string => escapeMarkdown(translated(content));
  const assumptions = shown.flatMap(([name, title]) => {
    const found = estimate.assumptions.find((each) => each.name === name);
    const value =
      typeof found?.value === 'number' && found.value >= 1e6 ? formatCount(found.value) : found?.value;
    return found === undefined ? [] : [[translated(title), String(value), translated(found.from)]];
  });
  const { training } = estimate;
  const energy = formatRange(training.energyKwh, (kwh) => formatKilowattHours(kilowattHours(kwh)));
  const co2e = formatRange(training.co2eKg, (kg) => formatCO2e(toGrams(kilogramsCO2e(kg))));
  return [
    `**${escapeMarkdown(estimate.architecture).trim()}**: ${text(message('training {0}, {1} CO2e, modelled', energy, co2e))}`,
    ...(approximate === null ? [] : [text(message('Approximate: {0}', approximate))]),
    markdownTable([
      [message('Assumption'), message('Value'), message('From')].map(translated),
      ...assumptions,
      [translated(message('Utilisation (MFU)')), mfu(estimate), translated(message('modelled, low to high'))],
    ]).join('\n'),
  ].join('\n\n');
}
