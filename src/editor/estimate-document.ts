import { assumptionTitles, rankedAssumptions, type AssumptionRow } from '../energy/assumption-rows';
import type { Estimate } from '../energy/estimate';
import {
  formatBytes,
  formatCO2e,
  formatCount,
  formatDuration,
  formatFlops,
  formatKilowattHours,
  formatRange,
  formatShare,
} from '../units/format';
import { type Range, kilogramsCO2e, kilowattHours, toGrams } from '../units/quantities';
import { escapeMarkdown, tableLines } from '../units/plain-text';
import { asMessage, inEnglish, type Message } from '../units/message';

/** The whole estimate as Markdown: every component, range and assumption. */
export function estimateMarkdown(
  fileName: string,
  estimate: Estimate,
  approximate: Message | null = null,
): string {
  const { parameters, flops, memory, training, inference } = estimate;
  const tokens = flops.batch * flops.seq;
  const sections = [
    `# What ${escapeMarkdown(fileName)} costs`,
    `${
      approximate === null
        ? 'Parameters and FLOPs are counted from the file.'
        : `Parameters and FLOPs are approximate: ${escapeMarkdown(inEnglish(approximate))}`
    } Time, energy and CO2e are modelled: low, middle and high are given.`,
    table(
      ['Model', ''],
      [
        ['Architecture', escapeMarkdown(estimate.architecture)],
        [
          'Parameters',
          `${approximate === null ? '' : '≈ '}${formatCount(parameters.total)} (${parameters.total})`,
        ],
        ['Active for each token', `${formatCount(parameters.active)} (${parameters.active})`],
        [
          'Attention, forward, per token',
          `${formatFlops(flops.attentionPerToken)}, ${formatShare(flops.attentionShare)} of the forward pass`,
        ],
        ['Forward, per token', formatFlops(flops.perTokenForward)],
        [
          'Training step',
          `${formatFlops(flops.trainingStep.matmul)} for ${flops.batch} x ${flops.seq} tokens`,
        ],
        ['Weights', bytesText(memory.weightsBytes)],
        ['Training memory', bytesText(memory.trainingBytes)],
        ['KV cache, per token', bytesText(memory.kvCacheBytesPerToken)],
      ],
    ),
    table(
      ['Training', 'middle (low to high)'],
      [
        ['Time', rangeText(training.hours, (hours) => formatDuration(hours * 3600))],
        ['Accelerator hours', rangeText(training.gpuHours, (hours) => formatCount(hours))],
        [
          `Energy, with PUE ${estimate.plan.pue}`,
          rangeText(training.energyKwh, (kwh) => formatKilowattHours(kilowattHours(kwh))),
        ],
        [
          'CO2e of the electricity',
          rangeText(training.co2eKg, (kg) => formatCO2e(toGrams(kilogramsCO2e(kg)))),
        ],
        [
          'CO2e of making the hardware, its share',
          rangeText(training.embodiedCo2eKg, (kg) => formatCO2e(toGrams(kilogramsCO2e(kg)))),
        ],
        ['Utilisation (MFU)', rangeText(training.mfu, formatShare)],
        [
          'Serving',
          rangeText(inference.joulesPerToken, (value) => `${Number(value.toPrecision(3))} J per token`),
        ],
      ],
    ),
    table(['Component', 'Parameters', 'Forward FLOPs per token', 'Share'], componentRows(estimate, tokens)),
    ...assumptionSections(estimate),
    estimate.notes.map((note) => `- ${escapeMarkdown(inEnglish(note))}`).join('\n'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** What was assumed and decides most stands first: it is what a better estimate needs to be told. */
function assumptionSections(estimate: Estimate): string[] {
  const { decisive, given, others } = rankedAssumptions(estimate);
  const text = (content: Message | string): string => escapeMarkdown(inEnglish(asMessage(content)));
  const section = (title: string, rows: readonly AssumptionRow[]): string[] =>
    rows.length === 0
      ? []
      : [
          `## ${title}`,
          table(
            ['', 'Value', 'From'],
            rows.map((row) => [row.title, row.value, row.from].map(text)),
          ),
        ];
  return [
    ...section(assumptionTitles.decisive, decisive),
    ...section(assumptionTitles.given, given),
    ...section(assumptionTitles.others, others),
  ];
}

function componentRows({ parameters, flops }: Estimate, tokens: number): string[][] {
  const names = new Set([...Object.keys(parameters.byComponent), ...Object.keys(flops.forward.byComponent)]);
  return [...names].map((name) => {
    const count = flops.forward.byComponent[name] ?? 0;
    return [
      name,
      formatCount(parameters.byComponent[name] ?? 0),
      formatFlops(count / tokens),
      formatShare(count / flops.forward.matmul),
    ];
  });
}

const bytesText = (size: number | null): string => (size === null ? 'not known' : formatBytes(size));
const rangeText = (range: Range | null, format: (value: number) => string): string =>
  range === null ? 'not known' : formatRange(range, format);

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  tableLines([header, ...rows]).join('\n');
