import { commandText } from '../../units/command-text';
import { formatDuration, intensityNumber } from '../../units/format';
import { inEnglish } from '../../units/message';
import { plainText } from '../../units/plain-text';
import { shareRemark } from '../own-share';
import type { RunSummary } from '../summary';
import { describeIntensity, formatEmissionsRange, formatEnergyRange } from './energy';

const co2e = 'CO\\textsubscript{2}e';

/**
 * A sentence for a paper, and BibTeX entries for what it cites: the run and the program. For pdfLaTeX with its own input
 * encoding (UTF-8) and later engines; letters of other scripts need a font that has them.
 */
export function reportLatex(run: RunSummary): string {
  const key = `wattlens-run-${run.id.replace(/[^\w-]/g, '-')}`;
  return [
    '% A sentence for the text:',
    sentence(run, key),
    '',
    '% Entries for the bibliography:',
    `@misc{${key},`,
    `  title = {Energy report of run ${escapeLatex(run.label ?? run.id)}},`,
    `  author = {{Wattlens}},`,
    `  year = {${new Date(run.ended ?? run.started).getUTCFullYear()}},`,
    `  note = {Run ${escapeLatex(run.id)}, \\texttt{${escapeLatex(commandText(run.command))}}, started ${escapeLatex(run.started)}; sources: ${sources(run)}}`,
    '}',
    '',
    '@software{wattlens,',
    '  title = {{Wattlens: energy-aware model development}},',
    '  author = {{Wattlens}},',
    `  year = {${new Date(run.ended ?? run.started).getUTCFullYear()}},`,
    '  note = {Extension of Visual Studio Code, and command line}',
    '}',
  ].join('\n');
}

function sentence(run: RunSummary, key: string): string {
  const { energyJoules: energy, co2eGrams, carbonIntensity: intensity } = run;
  const cited = `as metered with Wattlens~\\cite{wattlens,${key}}`;
  const time = run.durationSeconds === null ? '' : ` in ${units(formatDuration(run.durationSeconds))}`;
  const soFar = run.state === 'ended' ? '' : ' up to its last reading';
  if (energy.range === null)
    return `The electricity that training used${time}${soFar} is not known, ${cited}: no source gave a reading.`;
  const own = shareRemark(energy);
  const used = `Training used ${units(formatEnergyRange(energy.range))} of electricity at the devices${time}${soFar} (${energy.provenance ?? 'of unknown provenance'}${own === null ? '' : `; ${units(inEnglish(own))}`}), ${cited}`;
  const emitted =
    co2eGrams.range === null
      ? `; its emissions are not known`
      : `, which comes to ${units(formatEmissionsRange(co2eGrams.range))} ${co2e} at ${intensityNumber(intensity.gramsPerKwh)}~g~${co2e}/kWh (${escapeLatex(describeIntensity(intensity))}) and a PUE of ${run.pue}`;
  const embodied =
    co2eGrams.embodiedRange === null
      ? ''
      : `; the run's share of making the hardware adds ${units(formatEmissionsRange(co2eGrams.embodiedRange))} ${co2e} (modelled)`;
  return `${used}${emitted}${embodied}.`;
}

const sources = ({ devices }: RunSummary): string =>
  devices.length === 0
    ? 'none'
    : [...new Set(devices.map(({ name, source }) => `${name} by ${source}`))].map(escapeLatex).join('; ');

/** A number stays with its unit: "1.25 kWh" does not break. */
const units = (text: string): string => escapeLatex(text).replace(/(\d) (?=[A-Za-z])/g, '$1~');

const commands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\char34{}',
  "'": '\\textquotesingle{}',
  '`': '\\textasciigrave{}',
  '–': '\\textendash{}',
  '—': '\\textemdash{}',
  '‘': '\\textquoteleft{}',
  '’': '\\textquoteright{}',
  '“': '\\textquotedblleft{}',
  '”': '\\textquotedblright{}',
};

/**
 * Text as LaTeX shows it, and as BibTeX takes it in braces: nothing is a command, a comment, or a ligature. What is no
 * letter, mark or number beyond ASCII (an emoji, say) has no place in most fonts, and is named by its code point.
 */
export function escapeLatex(text: string): string {
  return plainText(text)
    .replace(/./gsu, (character) => {
      const command = commands[character];
      if (command !== undefined) return command;
      if (/^[\x20-\x7E\p{L}\p{M}\p{N}]$/u.test(character)) return character;
      return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
    })
    .replace(/-(?=-)/g, '-{}');
}
