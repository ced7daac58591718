import * as v from 'valibot';
import { escapeMarkdown, markdownTable, plainText } from '../../units/plain-text';

const rowSchema = v.object({
  source: v.string(),
  rung: v.number(),
  usable: v.boolean(),
  why: v.string(),
  fix: v.nullable(v.string()),
  isAbsent: v.optional(v.boolean()),
  used: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      provenance: v.string(),
      within: v.nullable(v.string()),
    }),
  ),
});
export type DiagnosisRow = v.InferOutput<typeof rowSchema>;

/** What `wattlens doctor --json` prints; null where it is something else. */
export function readDiagnosis(text: string): DiagnosisRow[] | null {
  try {
    const parsed = v.safeParse(v.array(rowSchema), JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** The power sources of this machine as a document: what a run uses, what could be mended and how, what is not here. */
export function diagnosisMarkdown(rows: readonly DiagnosisRow[]): string {
  const devices = rows.flatMap((row) => row.used.map((device) => ({ ...device, source: row.source })));
  const nameOf = (id: string): string => devices.find((device) => device.id === id)?.name ?? id;
  const mendable = rows.filter((row) => !row.usable && row.isAbsent !== true);
  const section = (title: string, body: string): string[] => (body === '' ? [] : [`## ${title}`, body]);
  const sections = [
    '# Power sources of this machine',
    devices.length === 0
      ? 'A run here has no energy figure.'
      : table(
          ['A run here reads', 'by', 'which is', 'counted'],
          devices.map(({ name, source, provenance, within }) => [
            name,
            source,
            provenance,
            within === null ? 'in the sum' : `within ${nameOf(within)}`,
          ]),
        ),
    ...section('Could be made usable', mendable.map(mendText).join('\n\n')),
    ...section(
      'Usable, and not used: others on this machine are better',
      sourceTable(rows.filter((row) => row.usable && row.used.length === 0)),
    ),
    ...section(
      'Not on this machine',
      sourceTable(rows.filter((row) => !row.usable && row.isAbsent === true)),
    ),
    'Nothing was asked with sudo, and nothing was changed. Commands with sudo are yours to run.',
  ];
  return `${sections.join('\n\n')}\n`;
}

function mendText({ source, rung, why, fix }: DiagnosisRow): string {
  return [
    `### ${escapeMarkdown(source)} (rung ${rung})`,
    escapeMarkdown(why),
    ...(fix === null ? [] : [fixText(fix)]),
  ].join('\n\n');
}

/** Lines that begin with blanks are to be copied. */
function fixText(fix: string): string {
  return fix
    .split('\n')
    .map((line) => (/^\s/.test(line) ? `\`\`\`sh\n${plain(line)}\n\`\`\`` : escapeMarkdown(line)))
    .join('\n\n');
}

function sourceTable(rows: readonly DiagnosisRow[]): string {
  return rows.length === 0
    ? ''
    : table(
        ['Source', 'Rung', 'Why'],
        rows.map(({ source, rung, why }) => [source, String(rung), why]),
      );
}

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  markdownTable([header, ...rows]).join('\n');

const plain = (text: string): string => plainText(text.trim()).replaceAll('```', '');
