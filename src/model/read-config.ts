import type { DocumentReading } from './documents/document';
import { readJson } from './documents/json';
import { mergeConflict, withOneSide } from './documents/merge-conflict';
import { readPython } from './documents/python';
import { readShell } from './documents/shell';
import { readToml } from './documents/toml';
import { readYaml } from './documents/yaml';
import type { ModelPart, Syntax } from './formats/format';
import { looksLikeHuggingFace, readHuggingFace } from './formats/hugging-face';
import { readPart } from './formats/read-part';
import { readGin } from './formats/t5x';
import { textFormats } from './formats/text-formats';
import type { ConfigDiagnostic, ConfigReading } from './reading';
import { message } from '../units/message';

export type { ConfigDiagnostic, ConfigReading, Span } from './reading';

/** Only the beginning of a large file is looked at: a model's keys are there, and its config is small. */
const lookedAt = 128 * 1024;

const readers: Readonly<Record<Syntax, (text: string) => DocumentReading>> = {
  json: readJson,
  yaml: readYaml,
  toml: readToml,
  python: readPython,
  shell: readShell,
  gin: readGin,
};

/** The formats whose telling patterns are all in a text's beginning. */
function candidates(text: string): typeof textFormats {
  const beginning = text.slice(0, lookedAt);
  return textFormats.filter(({ telling }) => telling.every((pattern) => pattern.test(beginning)));
}

/** Whether a text is worth reading: a cheap look, so that a lens provider need not parse every file. */
export const couldBeModelConfig = (text: string): boolean =>
  looksLikeHuggingFace(text) || candidates(text).length > 0;

/** Whether a text is JSON, as far as its first character says; YAML may begin with a brace too. */
const beginsAsJson = (text: string): boolean => /^\uFEFF?\s*(?:\{|\/[/*])/.test(text);

/** A reading that tells of the slips beside its model too. */
const withSlips = (reading: ConfigReading, slips: readonly ConfigDiagnostic[]): ConfigReading =>
  reading.kind === 'model'
    ? { ...reading, warnings: [...reading.warnings, ...slips] }
    : reading.kind === 'invalid'
      ? { ...reading, diagnostics: [...reading.diagnostics, ...slips] }
      : reading;

/** The readings by the first format that finds a model; a syntax error where only broken documents were found. */
function readByFormats(text: string): readonly [ConfigReading, ...ConfigReading[]] {
  const documents = new Map<Syntax, DocumentReading>();
  const isBraced = beginsAsJson(text);
  let broken: ConfigReading | null = null;
  // A script is no broken YAML.
  let isScript = text.startsWith('#!');
  for (const format of candidates(text)) {
    if (format.syntax === 'json' ? !isBraced : isBraced && format.isBraced !== true) continue;
    const reading = documents.get(format.syntax) ?? readers[format.syntax](text);
    documents.set(format.syntax, reading);
    if (reading.kind === 'broken') {
      // A script or a source may hold the words without being of that syntax at all.
      if (format.syntax === 'json' || format.syntax === 'yaml' || format.syntax === 'toml')
        broken ??= { kind: 'invalid', diagnostics: reading.diagnostics };
    } else if (reading.kind === 'object') {
      isScript ||=
        format.syntax === 'shell' &&
        /^#!|^[ \t]*\w+=\$|^[ \t]*(?:export|if|fi|source|torchrun)\b/m.test(text);
      const part = format.find(reading.document, text);
      const slips = format.slips?.(reading.document) ?? [];
      if (part === null) {
        if (slips.length > 0) broken ??= { kind: 'invalid', diagnostics: slips };
        continue;
      }
      const others = format.findAll?.(reading.document, text).slice(1) ?? [];
      const read = (each: ModelPart): ConfigReading => readPart(format.name, document, each);
      const { document } = reading;
      return [withSlips(read(part), slips), ...others.map(read)];
    }
  }
  return [isScript ? { kind: 'notModel' } : (broken ?? { kind: 'notModel' })];
}

/** Whether all that is wrong is that a text, of a language of its own, is no JSON, YAML or TOML: a script that holds a model's keys. */
export const isOtherLanguage = (reading: ConfigReading): boolean =>
  reading.kind === 'invalid' &&
  reading.diagnostics.every(({ message: { text } }) => /^Not valid (?:JSON|YAML|TOML)\b/.test(text));

/**
 * Reads a model config of any text format. The content alone decides: it may come from standard input, or from a file
 * of any name. Never throws and never runs long, whatever the text.
 */
export const readModelConfig = (text: string): ConfigReading => readModelConfigs(text)[0];

/** Every model of a text: sources of Python may hold several. The first is that of `readModelConfig`. */
export function readModelConfigs(text: string): readonly [ConfigReading, ...ConfigReading[]] {
  const conflict = mergeConflict(text);
  if (conflict === null) return readWhole(text);
  // Of both sides a parser would take the one or the other, or tell each mark.
  const [reading] = readWhole(withOneSide(text));
  return [
    reading.kind === 'notModel'
      ? reading
      : { kind: 'invalid', diagnostics: [{ message: unmerged, span: conflict }] },
  ];
}

const unmerged = message('There are marks of a merge conflict: no estimate before it is resolved.');

function readWhole(text: string): readonly [ConfigReading, ...ConfigReading[]] {
  const isHuggingFace = looksLikeHuggingFace(text);
  // A config that names its class is the library's, whatever other keys it has.
  if (isHuggingFace && /"architectures"\s*:/.test(text)) return [readHuggingFace(text)];
  const readings = readByFormats(text);
  const [first] = readings;
  if (first.kind === 'notModel' && isHuggingFace) return [readHuggingFace(text)];
  return first.kind === 'model' && first.format === 'python' ? readings : [first];
}
