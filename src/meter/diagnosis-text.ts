import { plainText } from '../units/plain-text';
import type { Diagnosis } from './diagnosis';

const width = 100;
const indent = '        ';

/** What `wattlens doctor` prints: every source in one of four groups, each line at most 100 columns, commands whole. */
export function diagnosisText(diagnosis: readonly Diagnosis[]): string {
  const groups: readonly (readonly [string, (one: Diagnosis) => boolean])[] = [
    ['In use by a run', (one) => one.used.length > 0],
    ['Usable, and not used: others on this machine are better', (one) => one.usable && one.used.length === 0],
    ['Not usable yet', (one) => !one.usable && one.isAbsent !== true],
    ['Not on this machine', (one) => !one.usable && one.isAbsent === true],
  ];
  const devices = diagnosis.flatMap(({ used }) => used);
  const nameOf = (id: string): string => devices.find((device) => device.id === id)?.name ?? id;
  const sections = groups.flatMap(([title, isIn]) => {
    const rows = diagnosis.filter(isIn);
    return rows.length === 0 ? [] : [[title, ...rows.map((row) => rowOf(row, rows, nameOf))].join('\n')];
  });
  return [...sections, conclusion(diagnosis)].join('\n\n');
}

function rowOf(row: Diagnosis, group: readonly Diagnosis[], nameOf: (id: string) => string): string {
  const { source, key, rung, usable, why, fix, used } = row;
  // What mends several is told once.
  const first = group.find((other) => other.fix === fix);
  const mend = fix === null || first === row ? fix : `As for ${first?.source ?? ''}.`;
  const inside = used.flatMap(({ name, within }) =>
    within === null ? [] : [`${name} lies within ${nameOf(within)}, so it is in no sum by itself.`],
  );
  return [
    ...wrapped(
      `  ${usable ? 'yes' : 'no '}  ${plainText(source)} (rung ${rung}, --source ${key}): ${plainText(why)}`,
      indent,
    ),
    ...inside.flatMap((text) => wrapped(`${indent}${plainText(text)}`, indent)),
    ...(mend === null ? [] : mend.split('\n').flatMap(fixLine)),
  ].join('\n');
}

/** A line that begins with blanks is to be copied: it stays whole, however long. */
const fixLine = (line: string): string[] =>
  /^\s/.test(line)
    ? [`${indent}  ${plainText(line.trim())}`]
    : wrapped(`${indent}${plainText(line)}`, indent);

function conclusion(diagnosis: readonly Diagnosis[]): string {
  const used = diagnosis.flatMap((one) => one.used.map((probe) => ({ ...probe, source: one.source })));
  const outer = used.filter(({ within }) => within === null);
  if (outer.length === 0) return 'A run here has no energy figure.';
  const each = outer.map(({ name, source, provenance }) => `${plainText(name)} by ${source} (${provenance})`);
  const sudo = diagnosis.some(({ fix }) => fix?.includes('sudo') === true)
    ? ['Nothing was asked with sudo: those commands are yours to run.']
    : [];
  return [...wrapped(`A run here is metered by: ${each.join(', ')}.`, '  '), ...sudo].join('\n');
}

/** Words in lines of at most `width` columns; a word that is longer stands alone. */
function wrapped(text: string, hanging: string): string[] {
  const [, first = '', rest = ''] = /^(\s*)(.*)$/s.exec(text) ?? [];
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of rest.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = hanging + word;
    } else {
      line = isEmpty ? line + word : `${line} ${word}`;
    }
    isEmpty = false;
  }
  return [...lines, line].map((one) => one.trimEnd());
}
