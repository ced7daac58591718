import { commandText } from '../../units/command-text';
import { createHash } from 'node:crypto';
import { visibleText } from '../../units/plain-text';
import type { RunSummary } from '../summary';
import { extraNotes, type ReportOptions } from './extras';
import { deviceColumns, deviceRows, headlineRows } from './headline';

/** Black on white, and no break inside a row: made for paper, and for a browser's "Save as PDF". */
const style = `
@page { size: A4; margin: 18mm 16mm; }
:root { color-scheme: light; }
body { max-width: 48rem; margin: 2rem auto; padding: 0 1rem; background: #fff; color: #1a1a1a; font: 10.5pt/1.45 system-ui, sans-serif; }
h1 { font-size: 16pt; margin: 0 0 .2rem; }
h2 { font-size: 12pt; margin: 1.6rem 0 .4rem; break-after: avoid; }
code { font-family: ui-monospace, monospace; font-size: 9.5pt; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: left; color: #555; padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #d0d0d0; overflow-wrap: anywhere; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
.run th { width: 14rem; font-weight: 600; }
footer { margin-top: 1.6rem; color: #555; font-size: 9pt; }
@media print { body { max-width: none; margin: 0; padding: 0; } }
`;

/** The one style is allowed by its hash; nothing else is: no script, no picture, no address. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** A run as one page of HTML that stands by itself, to be printed or saved as PDF. */
export function reportHtml(run: RunSummary, options: ReportOptions = {}): string {
  const title = `Run ${run.label ?? run.id}`;
  const notes = [...run.notes, ...extraNotes(run, options)];
  const figures: [string, string][] = [
    ['Run', run.id],
    ...headlineRows(run, options),
    ['Machine', `${run.host.name}, ${run.host.platform}`],
    ['Folder', run.cwd],
  ];
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${shown(title)}</h1>
<p><code>${shown(commandText(run.command))}</code></p>
<h2>Figures</h2>
<table class="run">
<tbody>
${figures.map(([name, value]) => `<tr><th scope="row">${shown(name)}</th><td>${shown(value)}</td></tr>`).join('\n')}
</tbody>
</table>
<h2>Devices</h2>
<table>
<caption>What lies within another device is in the sum by it, and not added again.</caption>
<thead><tr>${deviceColumns.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>
${rowsOf(deviceRows(run))}
</tbody>
</table>
${notes.length === 0 ? '' : `<h2>Notes</h2>\n<ul>\n${notes.map((note) => `<li>${shown(note)}</li>`).join('\n')}\n</ul>\n`}<footer>Metered by Wattlens. What is not known is a dash, never 0; a range in parentheses holds the figure before it.</footer>
</body>
</html>`;
}

const rowsOf = (rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? `<tr><td colspan="${deviceColumns.length}">Nothing could be read.</td></tr>`
    : rows.map((cells) => `<tr>${cells.map((cell) => `<td>${shown(cell)}</td>`).join('')}</tr>`).join('\n');

/** Text that keeps its direction to itself. */
const shown = (text: string): string => `<bdi>${escapeHtml(text)}</bdi>`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Marks that turn the direction of what follows are shown by their number: a name can't pretend to be another. */
function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
