import { diagnosisTexts } from '../../runs/diagnosis-texts';
import { escapeMarkdown, markdownTable, plainText } from '../../units/plain-text';
import { keptSource } from '../runs/kept-text';
import { t, translated } from '../translate';
import type { DiagnosisRow } from './read-diagnosis';

// A bundle of its own has a translator of its own.
export { useTranslator } from '../translate';

/**
 * The power sources of this machine as a document, in the editor's language: what a run uses, what could be mended and how, what is
 * not here.
 */
export function diagnosisMarkdown(rows: readonly DiagnosisRow[]): string {
  const devices = rows.flatMap((row) => row.used.map((device) => ({ ...device, source: row.source })));
  const nameOf = (id: string): string => keptSource(devices.find((device) => device.id === id)?.name ?? id);
  const mendable = rows.filter((row) => !row.usable && row.isAbsent !== true);
  const section = (title: string, body: string): string[] => (body === '' ? [] : [`## ${title}`, body]);
  const sections = [
    `# ${t('Power sources of this machine')}`,
    devices.length === 0
      ? t('A run here has no energy figure.')
      : table(
          [t('A run here reads'), t('by'), t('which is'), t('counted')],
          devices.map(({ name, source, provenance, within }) => [
            keptSource(name),
            keptSource(source),
            provenanceNames()[provenance] ?? provenance,
            within === null ? t('in the sum') : t('within {0}', nameOf(within)),
          ]),
        ),
    ...section(t('Could be made usable'), mendable.map(mendText).join('\n\n')),
    ...section(
      t('Usable, and not used: others on this machine are better'),
      sourceTable(rows.filter((row) => row.usable && row.used.length === 0)),
    ),
    ...section(
      t('Not on this machine'),
      sourceTable(rows.filter((row) => !row.usable && row.isAbsent === true)),
    ),
    t('Nothing was asked with sudo, and nothing was changed. Commands with sudo are yours to run.'),
  ];
  return `${sections.join('\n\n')}\n`;
}

const provenanceNames = (): Readonly<Record<string, string>> => ({
  measured: t('measured'),
  modelled: t('modelled'),
  assumed: t('assumed'),
});

const saidOfIt = (written: string): string => translated(diagnosisTexts.read(written));

/** What is read and what is not stand beside one another. */
const whyText = (why: string): string =>
  // Most are one text, which may have a semicolon of its own.
  diagnosisTexts.texts.some((text) => text === why)
    ? saidOfIt(why)
    : why.split('; ').map(saidOfIt).join('; ');

function mendText({ source, rung, why, fix }: DiagnosisRow): string {
  return [
    `### ${escapeMarkdown(t('{0} (rung {1})', keptSource(source), rung))}`,
    escapeMarkdown(whyText(why)),
    ...(fix === null ? [] : [fixText(fix)]),
  ].join('\n\n');
}

/** Lines that begin with blanks are to be copied. */
function fixText(fix: string): string {
  return fix
    .split('\n')
    .map((line) => (/^\s/.test(line) ? `\`\`\`sh\n${plain(line)}\n\`\`\`` : escapeMarkdown(saidOfIt(line))))
    .join('\n\n');
}

function sourceTable(rows: readonly DiagnosisRow[]): string {
  return rows.length === 0
    ? ''
    : table(
        [t('Source'), t('Rung'), t('Why')],
        rows.map(({ source, rung, why }) => [keptSource(source), String(rung), whyText(why)]),
      );
}

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  markdownTable([header, ...rows]).join('\n');

const plain = (text: string): string => plainText(text.trim()).replaceAll('```', '');
