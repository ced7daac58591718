import { assumptionTitles, rankedAssumptions, type AssumptionRow } from '../energy/assumption-rows';
import type { Estimate } from '../energy/estimate';
import {
  formatBytes,
  formatCO2e,
  formatCount,
  formatDuration,
  formatFlops,
  formatGigabytes,
  formatKilowattHours,
  formatShare,
} from '../units/format';
import { asMessage, type Message } from '../units/message';
import { escapeMarkdown, tableLines } from '../units/plain-text';
import { type Range, kilogramsCO2e, kilowattHours, toGrams } from '../units/quantities';
import { rangeText } from './range-text';
import { t, translated } from './translate';

/** The whole estimate as Markdown: every component, range and assumption. */
export function estimateMarkdown(
  fileName: string,
  estimate: Estimate,
  approximate: Message | null = null,
): string {
  const { parameters, flops, memory, training, inference } = estimate;
  const tokens = flops.batch * flops.seq;
  const exactness =
    approximate === null
      ? t('Parameters and FLOPs are counted from the file.')
      : t('Parameters and FLOPs are approximate: {0}', escapeMarkdown(translated(approximate)));
  const sections = [
    `# ${t('What {0} costs', escapeMarkdown(fileName))}`,
    `${exactness} ${t('Time, energy and CO2e are modelled: low, middle and high are given.')}`,
    table(
      [t('Model'), ''],
      [
        [t('Architecture'), escapeMarkdown(estimate.architecture)],
        [
          t('Parameters'),
          `${approximate === null ? '' : '≈ '}${formatCount(parameters.total)} (${parameters.total})`,
        ],
        [t('Active for each token'), `${formatCount(parameters.active)} (${parameters.active})`],
        [
          t('Attention, forward, per token'),
          t(
            '{0}, {1} of the forward pass',
            formatFlops(flops.attentionPerToken),
            formatShare(flops.attentionShare),
          ),
        ],
        [t('Forward, per token'), formatFlops(flops.perTokenForward)],
        [
          t('Training step'),
          t('{0} for {1} x {2} tokens', formatFlops(flops.trainingStep.matmul), flops.batch, flops.seq),
        ],
        [t('Weights'), bytesText(memory.weightsBytes, formatGigabytes)],
        [t('Training memory'), bytesText(memory.trainingBytes, formatGigabytes)],
        [t('KV cache, per token'), bytesText(memory.kvCacheBytesPerToken, formatBytes)],
      ],
    ),
    table(
      [t('Training'), t('middle (low to high)')],
      [
        [t('Time'), knownRange(training.hours, (hours) => formatDuration(hours * 3600))],
        [t('Accelerator hours'), knownRange(training.gpuHours, formatCount)],
        [
          t('Energy, with PUE {0}', estimate.plan.pue),
          knownRange(training.energyKwh, (kwh) => formatKilowattHours(kilowattHours(kwh))),
        ],
        [t('CO2e of the electricity'), knownRange(training.co2eKg, massText)],
        [t('CO2e of making the hardware, its share'), knownRange(training.embodiedCo2eKg, massText)],
        [t('Utilisation (MFU)'), knownRange(training.mfu, formatShare)],
        [
          t('Serving'),
          knownRange(inference.joulesPerToken, (value) => t('{0} J per token', Number(value.toPrecision(3)))),
        ],
      ],
    ),
    table(
      [t('Component'), t('Parameters'), t('Forward FLOPs per token'), t('Share')],
      componentRows(estimate, tokens),
    ),
    ...assumptionSections(estimate),
    estimate.notes.map((note) => `- ${escapeMarkdown(translated(note))}`).join('\n'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** What was assumed and decides most stands first: it is what a better estimate needs to be told. */
function assumptionSections(estimate: Estimate): string[] {
  const { decisive, given, others } = rankedAssumptions(estimate);
  const text = (content: Message | string): string => escapeMarkdown(translated(asMessage(content)));
  const section = (title: Message, rows: readonly AssumptionRow[]): string[] =>
    rows.length === 0
      ? []
      : [
          `## ${translated(title)}`,
          table(
            ['', t('Value'), t('From')],
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

const massText = (kg: number): string => formatCO2e(toGrams(kilogramsCO2e(kg)));
const bytesText = (size: number | null, format: (size: number) => string): string =>
  size === null ? t('not known') : format(size);
const knownRange = (range: Range | null, format: (value: number) => string): string =>
  range === null ? t('not known') : rangeText(range, format);

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  tableLines([header, ...rows]).join('\n');
