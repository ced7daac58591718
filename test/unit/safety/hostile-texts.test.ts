import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { parse } from 'yaml';
import { diagnosisMarkdown } from '../../../src/editor/diagnosis/diagnosis-document';
import { estimateMarkdown } from '../../../src/editor/estimate-document';
import { basisMarkdown } from '../../../src/editor/hover/estimate-basis';
import { modelCostsOf } from '../../../src/editor/model-cost';
import { labelText, noticeText } from '../../../src/editor/shown-text';
import { tableText } from '../../../src/meter/comparison-table';
import type { JournalRecord } from '../../../src/runs/journal';
import { reportFormats, type ReportFormat } from '../../../src/runs/report/render';
import { summarize } from '../../../src/runs/summary';
import { message } from '../../../src/units/message';
import { escapeMarkdown, visibleText } from '../../../src/units/plain-text';
import { unsetEstimate } from '../editor/unset-estimate';
import { wholeJournal } from '../runs/journal-samples';

/** The renderer of VS Code's own Markdown preview, with all that would make something of a text turned on. */
const renderer = (
  createRequire(__filename)('markdown-it') as (options: object) => { render(text: string): string }
)({ html: true, linkify: true });

const pieces = [
  ...['<b>x</b>', '<script>alert(1)</script>', '<img src=x onerror=y>', '<!--', '-->', '&lt;', '&#60;'],
  ...['[a](http://x.org)', '![i](http://x.org/y.png)', '](command:x)', '[a]: http://x.org', '<http://x.org>'],
  ...['https://x.org', 'HTTP://x.org', 'www.x.org', 'ftp://x.org', 'mailto:a@b.org', 'a@b.org', '@someone'],
  ...[
    '`',
    '```',
    '|',
    '*',
    '**a**',
    '_',
    '~~',
    '#',
    '\\',
    '$x$',
    '$(zap)',
    '\n',
    '\r\n',
    '\n\n- ',
    '\n| a |',
  ],
  ...[
    '\u001b[31m',
    '\u009b2J',
    '\u0000',
    '\u202e',
    '\u2066',
    '\u200f',
    '\u2028',
    '\t',
    ' ',
    '  ',
    'x',
    'é',
    '漢',
  ],
  ...[
    '=1+1',
    '＝1+1',
    '＠SUM(A1)',
    '-1',
    '+1',
    '- a',
    '1. a',
    '1) a',
    '=',
    '---',
    '===',
    '{',
    '}',
    '%',
    '"',
    "'",
    '^',
    '//',
    '📈',
  ],
  ...['\\input{/etc/passwd}', '\\write18{id}', '$$', '~', '\\', '}@misc{x,', '``', "''", '--'],
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(''))
  // Of nothing there is nothing to see.
  .filter((text) => visibleText(text).trim() !== '');

const render = (format: ReportFormat, text: string): string => {
  const records = wholeJournal.map((record): JournalRecord => {
    if (record.type === 'start') {
      const devices = record.devices.map((device) => ({ ...device, name: text, source: text }));
      const carbonIntensity = { ...record.carbonIntensity, source: text, place: text };
      return { ...record, label: text, command: ['python3', text], notes: [text], devices, carbonIntensity };
    }
    return record.type === 'end' ? { ...record, signal: text } : record;
  });
  const summary = summarize(records, { meterAlive: false });
  assert.ok(summary !== null);
  return reportFormats[format](summary);
};

const [modelCost] = modelCostsOf('{"model_type": "gpt2", "n_layer": 2}', {
  region: undefined,
  pue: undefined,
  estimate: unsetEstimate,
});

const markdownOf: Readonly<Record<string, (text: string) => string>> = {
  'a report': (text) => render('markdown', text),
  'the Software Carbon Intensity': (text) => render('sci', text),
  'the disclosure': (text) => render('eu-ai-act', text),
  'an estimate': (text) => {
    assert.ok(modelCost?.kind === 'estimate');
    const { estimate } = modelCost;
    const assumptions = [...estimate.assumptions, { name: text, value: text, from: message('{0}', text) }];
    const shown = { ...estimate, architecture: text, assumptions, notes: [message('{0}', text)] };
    return estimateMarkdown(text, shown, message('{0}', text));
  },
  'a hover': (text) => {
    assert.ok(modelCost?.kind === 'estimate');
    return basisMarkdown({ ...modelCost.estimate, architecture: text }, message('{0}', text));
  },
  'a comparison': (text) => tableText('markdown', text, [text, 'now'], [[text, text]], [text]),
  'the diagnosis': (text) =>
    diagnosisMarkdown([
      { source: text, rung: 1, usable: false, why: text, fix: null, used: [] },
      { source: text, rung: 1, usable: true, why: text, fix: null, used: [] },
    ]),
};

/** The elements of a page, each by its opening tag. */
const elements = (html: string): string[] => html.match(/<[a-z!][^>]*>/gi) ?? [];

describe('texts out of files, journals and command lines', () => {
  for (const [name, markdown] of Object.entries(markdownOf))
    it(`are text in the Markdown of ${name}`, () => {
      const expected = elements(renderer.render(markdown('x')));
      fc.assert(
        fc.property(hostile, (text) => {
          const shown = renderer.render(markdown(text));
          assert.deepEqual(elements(shown), expected, markdown(text));
          assert.doesNotMatch(
            shown.replaceAll('\n', ''),
            /\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u,
          );
        }),
        // In a list it would be code, as it stands.
        { numRuns: 150, examples: [['     a']] },
      );
    });

  it('are seen as they are, whatever Markdown makes of them', () => {
    const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
    fc.assert(
      fc.property(hostile, (text) => {
        const html = renderer.render(`x${escapeMarkdown(text)}x`);
        const seen = html
          .replace(/<\/?p>\n?/g, '')
          .replace(/&(lt|gt|amp|quot);/g, (_all, name: string) => entities[name] ?? '');
        const plain = (each: string): string => each.replaceAll(/\s+/g, ' ').trim();
        assert.equal(plain(seen), plain(`x${visibleText(text).replaceAll('\u0000', '')}x`));
      }),
      { numRuns: 500 },
    );
  });

  it('are text in HTML', () => {
    const expected = elements(render('html', 'x'));
    fc.assert(
      fc.property(hostile, (text) => {
        assert.deepEqual(elements(render('html', text)).length, expected.length);
        assert.doesNotMatch(render('html', text), /<(?:script|img|a|b)\b|onerror=y>/);
      }),
      { numRuns: 100 },
    );
  });

  it('are no formulas in CSV, and break no line of it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const format of ['csv', 'codecarbon'] as const)
          for (const cell of cellsOf(render(format, text)))
            assert.ok(
              !/^[=+\-@\t\r\n＝＋－＠]/.test(cell) || Number.isFinite(Number(cell)),
              JSON.stringify(cell),
            );
      }),
      { numRuns: 200 },
    );
  });

  it('are text in LaTeX and BibTeX: no command, group, comment or entry', () => {
    // `\\textasciitilde{}` and the like are how signs are written; those of a sign of its own, such as `\\%`, are gone first.
    const structure = (latex: string): readonly string[] =>
      latex
        .replace(/\\(?:text(?:backslash|ascii\w+|less|greater|bar|quote\w+|endash|emdash)|char34)\{\}/g, '')
        .replace(/\\[{}$&#%_]/g, '')
        .replaceAll('-{}', '-')
        .match(/\\[a-z]*|[{}$&#%^~]|^@\w+/gim) ?? [];
    const expected = structure(render('latex', 'x'));
    fc.assert(
      fc.property(hostile, (text) => {
        assert.deepEqual(new Set(structure(render('latex', text))), new Set(expected));
        const found = structure(render('latex', text));
        const count = (all: readonly string[], mark: string): number =>
          all.filter((each) => each === mark).length;
        for (const mark of ['{', '}', '%', '@misc', '@software', '\\cite'])
          assert.equal(count(found, mark), count(expected, mark), JSON.stringify(text));
      }),
      { numRuns: 200 },
    );
  });

  it('are values in the YAML of a model card', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const card = render('model-card', text);
        const { co2_eq_emissions: block } = parse(card) as { co2_eq_emissions: Record<string, unknown> };
        assert.ok(typeof block['hardware_used'] === 'string' && block['hardware_used'].includes(text));
        assert.doesNotMatch(card.replaceAll('\n', ''), /[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028]/u);
      }),
      { numRuns: 200 },
    );
  });

  it('make no icon in a lens or a pick, and no link in a notification', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        assert.ok(!labelText(text).includes('$('));
        assert.ok(!noticeText(text).includes(']('));
        for (const shown of [labelText(text), noticeText(text)])
          assert.doesNotMatch(shown, /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

/** The cells of CSV, read as RFC 4180 says. */
function cellsOf(csv: string): string[] {
  const cells: string[] = [];
  for (const match of csv.matchAll(/(?:^|,|\n)("(?:[^"]|"")*"|[^,\n]*)/g))
    cells.push((match[1] ?? '').replace(/^"([^]*)"$/, '$1').replaceAll('""', '"'));
  return cells;
}
