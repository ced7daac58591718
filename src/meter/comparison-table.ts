import type { ComparedFigure } from '../energy/comparison';
import { figureNames, figureOf, ratioOf } from '../energy/comparison';
import type { Estimate } from '../energy/estimate';
import {
  formatBytes,
  formatChange,
  formatCO2e,
  formatCount,
  formatDuration,
  formatFlops,
  formatGigabytes,
  formatJoules,
  formatKilowattHours,
  formatKnown,
  formatShare,
} from '../units/format';
import { escapeMarkdown, plainText } from '../units/plain-text';
import { kilogramsCO2e, kilowattHours, toGrams } from '../units/quantities';
import { columns } from './output';

/** How a comparison is printed. */
export const comparisonFormats = ['text', 'json', 'markdown'] as const;
export type ComparisonFormat = (typeof comparisonFormats)[number];

export interface FormatOptions {
  readonly format?: ComparisonFormat;
  readonly markdown?: boolean;
  readonly json?: boolean;
}

export const formatAsked = (
  format: ComparisonFormat | undefined,
  markdown = false,
  json = false,
): ComparisonFormat => (json ? 'json' : markdown ? 'markdown' : (format ?? 'text'));

const kilograms = (mass: number): string => formatCO2e(toGrams(kilogramsCO2e(mass)));
const plainCount = (count: number): string => new Intl.NumberFormat('en-US').format(count);
const hours = (time: number): string => formatDuration(3600 * time);

const rows: Readonly<Record<ComparedFigure, readonly [name: string, format: (value: number) => string]>> = {
  'parameters.total': ['Parameters', formatCount],
  'parameters.active': ['Parameters, active for a token', formatCount],
  'flops.perTokenForward': ['Forward pass, per token', formatFlops],
  'flops.attentionPerToken': ['Attention, forward, per token', formatFlops],
  'flops.attentionShare': ['Attention’s share of the forward pass', formatShare],
  'flops.perTokenTrainingStep': ['Forward and backward pass, per token', formatFlops],
  'memory.weightsBytes': ['Weights', formatGigabytes],
  'memory.trainingBytes': ['Training state', formatGigabytes],
  'memory.perDevice.totalBytes': ['Memory of the fullest device', formatGigabytes],
  'memory.kvCacheBytesPerToken': ['KV cache, per token', formatBytes],
  'plan.tokens': ['Training tokens', formatCount],
  'plan.sequenceLength': ['Sequence length', plainCount],
  'plan.gpus': ['Accelerators', plainCount],
  'training.hours': ['Training time', hours],
  'training.gpuHours': ['Accelerator hours', formatCount],
  'training.energyKwh': ['Training energy, modelled', (energy) => formatKilowattHours(kilowattHours(energy))],
  'training.co2eKg': ['Training CO2e, modelled', kilograms],
  'training.embodiedCo2eKg': ['Hardware’s own CO2e, its share', kilograms],
  'inference.joulesPerToken': ['Serving, per token', formatJoules],
};

/** The difference of two shares: "−9.66 points", since a change of a share in percent could mean either. */
function formatPoints(old: number | null, now: number | null): string {
  if (old === null || now === null) return formatChange(null);
  if (old === now) return formatChange(1);
  return `${now > old ? '+' : '−'}${Number((100 * Math.abs(now - old)).toPrecision(3))} points`;
}

/** A row a figure: before, after and the change. Of a range it is the middle. */
export function comparisonRows(before: Estimate, after: Estimate): string[][] {
  return figureNames.map((figure) => {
    const [name, format] = rows[figure];
    const [old, now] = [figureOf(before, figure), figureOf(after, figure)];
    const change = format === formatShare ? formatPoints(old, now) : formatChange(ratioOf(old, now));
    return [name, formatKnown(old, format), formatKnown(now, format), change];
  });
}

const markdownTable = (header: readonly string[], lines: readonly (readonly string[])[]): string =>
  [
    `| ${header.map(escapeMarkdown).join(' | ')} |`,
    `| ${header.map((_name, column) => (column === 0 ? '---' : '---:')).join(' | ')} |`,
    ...lines.map((line) => `| ${line.map(escapeMarkdown).join(' | ')} |`),
  ].join('\n');

/** A table, with a title above and sentences below it. */
export function tableText(
  format: Exclude<ComparisonFormat, 'json'>,
  title: string,
  header: readonly string[],
  lines: readonly (readonly string[])[],
  notes: readonly string[],
): string {
  if (format === 'text')
    return [title, columns([header, ...lines]), ...notes]
      .map((part, index) => (index === 1 ? part : plainText(part)))
      .join('\n');
  const below = notes.length === 0 ? [] : ['', ...notes.map((note) => `- ${escapeMarkdown(note)}`)];
  return [`### ${escapeMarkdown(title)}`, '', markdownTable(header, lines), ...below].join('\n');
}
