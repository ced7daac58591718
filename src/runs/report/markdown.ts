import { formatDuration, formatEnergy, formatKnown, formatPower, unknownFigure } from '../../units/format';
import { joules, watts } from '../../units/quantities';
import type { RunSummary } from '../summary';
import { describeEmbodied, formatEmissionsRange, formatEnergyRange } from './energy';
import { extraNotes, extraRows, type ReportOptions } from './extras';
import { escapeTableCell as escapeCell, plainText } from '../../units/plain-text';
import { describeState, progressRows } from './text';

/** A run as a Markdown section, for a pull request or a lab book. */
export function reportMarkdown(run: RunSummary, options: ReportOptions = {}): string {
  const { energyJoules: energy, co2eGrams, carbonIntensity: intensity } = run;
  const headline: [string, string][] = [
    ['Command', codeSpan(run.command.join(' '))],
    ['State', describeState(run)],
    ['Started', run.started],
    ['Duration', formatKnown(run.durationSeconds, formatDuration)],
    ...progressRows(run).map(([name, value]): [string, string] => [name.trim(), value]),
    [
      'Energy (gross)',
      energy.range === null
        ? unknownFigure
        : `${formatEnergyRange(energy.range)}, ${energy.provenance ?? ''}`,
    ],
    ['Energy (net of idle)', formatKnown(energy.net, (value) => formatEnergy(joules(value)))],
    ['CO2e (operational)', formatKnown(co2eGrams.range, formatEmissionsRange)],
    [
      'Carbon intensity',
      `${intensity.gramsPerKwh} gCO2e/kWh, ${intensity.place}, ${intensity.time}, ${intensity.source}, ${intensity.kind}`,
    ],
    ['PUE', String(run.pue)],
    [
      'CO2e (embodied, the run’s share)',
      co2eGrams.embodiedRange === null
        ? unknownFigure
        : `${formatEmissionsRange(co2eGrams.embodiedRange)}, modelled: ${describeEmbodied(run) ?? ''}`,
    ],
    ...extraRows(run, options),
  ];
  const notes = [...run.notes, ...extraNotes(run, options)];
  const devices = run.devices.map((device) => [
    device.name,
    device.domain,
    formatKnown(device.joules, (value) => formatEnergy(joules(value))),
    formatKnown(device.meanWatts, (value) => formatPower(watts(value))),
    formatKnown(device.maxWatts, (value) => formatPower(watts(value))),
    `${device.provenance}: ${device.source}${device.within === null ? '' : ` (within ${device.within})`}`,
  ]);
  return [
    `## Run ${escapeCell(run.label ?? run.id)}`,
    '',
    ...table(
      ['', ''],
      headline.map(([name, value]) => [name, value]),
    ),
    '',
    ...table(['Device', 'Domain', 'Energy', 'Mean power', 'Highest power', 'Provenance'], devices),
    ...(notes.length === 0 ? [] : ['', ...notes.map((note) => `- ${plainText(note)}`)]),
  ].join('\n');
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`);

/** A code span whose fence is longer than any run of backticks inside. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
