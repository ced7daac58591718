import { commandText } from '../../units/command-text';
import type { RunSummary } from '../summary';
import { extraNotes, type ReportOptions } from './extras';
import { deviceColumns, deviceRows, headlineRows } from './headline';
import { escapeMarkdown, markdownTable, tableLines, visibleText } from '../../units/plain-text';

/** A run as a Markdown section, for a pull request or a lab book. */
export function reportMarkdown(run: RunSummary, options: ReportOptions = {}): string {
  const headline: [string, string][] = [
    ['Command', codeSpan(visibleText(commandText(run.command))).replaceAll('|', '\\|')],
    ...headlineRows(run, options).map(([name, value]): [string, string] => [name, escapeMarkdown(value)]),
  ];
  const notes = [...run.notes, ...extraNotes(run, options)];
  return [
    `## Run ${escapeMarkdown(run.label ?? run.id)}`,
    '',
    ...tableLines([['', ''], ...headline]),
    '',
    ...markdownTable([deviceColumns, ...deviceRows(run)]),
    ...(notes.length === 0 ? [] : ['', ...notes.map((note) => `- ${escapeMarkdown(note)}`)]),
  ].join('\n');
}

/** A code span whose fence is longer than any run of backticks inside. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
