import type { Estimate } from '../../energy/estimate';
import {
  formatCO2e,
  formatCount,
  formatIntensity,
  formatKilowattHours,
  formatShare,
} from '../../units/format';
import { rankedAssumptions, type AssumptionRow } from '../../energy/assumption-rows';
import { isGivenByPerson } from '../../energy/given';
import { asMessage, message, type Message } from '../../units/message';
import { kilogramsCO2e, kilowattHours, toGrams } from '../../units/quantities';
import { escapeMarkdown, markdownTable } from '../../units/plain-text';
import { spanMessage } from '../../units/range-text';
import { rangeText } from '../range-text';
import { translated } from '../translate';

const mfu = ({ training }: Estimate): Message => spanMessage(training.mfu, formatShare);

/** On what an estimate rests, in one line. */
export const shortBasis = (estimate: Estimate): Message =>
  message(
    '{0} tokens on {1} x {2}, {3}; MFU {4}; {5} ({6}), PUE {7}.',
    formatCount(estimate.plan.tokens),
    estimate.plan.gpus,
    estimate.plan.hardware,
    estimate.plan.dtype,
    mfu(estimate),
    formatIntensity(estimate.plan.gramsPerKwh),
    estimate.plan.region,
    estimate.plan.pue,
  );

/**
 * What an estimate rests on, each with where it comes from, as Markdown: names and words out of files are text in it.
 * `approximate` says on what the counts rest where they are not exact.
 */
export function basisMarkdown(estimate: Estimate, approximate: Message | null): string {
  const text = (content: Message): string => escapeMarkdown(translated(content));
  const shown = (content: Message | string): string => translated(asMessage(content));
  const { decisive, given, others } = rankedAssumptions(estimate);
  const { training } = estimate;
  const energy = rangeText(training.energyKwh, (kwh) => formatKilowattHours(kilowattHours(kwh)));
  const co2e = rangeText(training.co2eKg, (kg) => formatCO2e(toGrams(kilogramsCO2e(kg))));
  return [
    `**${escapeMarkdown(estimate.architecture).trim()}**: ${text(message('training {0}, {1} CO2e, modelled', energy, co2e))}`,
    ...(approximate === null ? [] : [text(message('Approximate: {0}', approximate))]),
    markdownTable([
      [message('Assumption'), message('Value'), message('From')].map(translated),
      ...decisive.map(({ title, value, from }) => [shown(title), shown(value), translated(from)]),
      [
        translated(message('Utilisation (MFU)')),
        translated(mfu(estimate)),
        translated(message('modelled, low to high')),
      ],
    ]).join('\n'),
    ...(given.length === 0 ? [] : [text(message('Given: {0}', listed(given.map(givenText))))]),
    text(
      message('{0} more assumptions: how a step is cut, facts of the hardware, the method.', others.length),
    ),
  ].join('\n\n');
}

/** "Hardware A100 40GB", with the line of the file that says so. */
const givenText = ({ title, value, from }: AssumptionRow): Message =>
  isGivenByPerson(from)
    ? message('{0} {1}', asMessage(title), asMessage(value))
    : message('{0} {1} ({2})', asMessage(title), asMessage(value), from);

const listed = (messages: readonly Message[]): Message =>
  messages.reduce((before, next) => message('{0}, {1}', before, next));
