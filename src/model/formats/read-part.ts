import type { FieldProblem } from '../config-fields';
import { ConfigFields } from '../config-fields';
import { totalParameters } from '../cost';
import { tooManyParameters, describeModel } from '../describe';
import type { ConfigDocument } from '../documents/document';
import { genericTransformer, vocabularyNotKnown } from '../families/generic/transformer';
import { misspeltKeysOfSection, misspeltLibraryKeys } from '../misspelt-keys';
import { keysOfAnotherFramework } from '../other-class-keys';
import { said, type Message } from '../../units/message';
import type { ConfigDiagnostic, ConfigReading, Span } from '../reading';
import type { ModelSpec } from '../spec';
import type { ModelPart } from './format';

const start: Span = { offset: 0, length: 1 };

/** The place of a value, else of the nearest section around it, else null. */
function placeOf(document: ConfigDocument, path: string): Span | null {
  const exact = document.valueSpans.get(path);
  if (exact !== undefined) return exact;
  const dot = path.lastIndexOf('.');
  if (dot === -1) return null;
  const outer = path.slice(0, dot);
  return document.keySpans.get(outer) ?? placeOf(document, outer);
}

/** Where a lens goes: the section's key, else its first value's. */
function anchorOf(document: ConfigDocument, prefix: string): Span {
  const section = document.keySpans.get(prefix.replace(/\.$/, ''));
  if (section !== undefined) return section;
  for (const [path, span] of document.keySpans) if (path.startsWith(prefix)) return span;
  return start;
}

function diagnosticsOf(
  document: ConfigDocument,
  prefix: string,
  problems: readonly FieldProblem[],
  spelling: (key: string) => string,
): ConfigDiagnostic[] {
  return problems.map(({ key, message }) => {
    const own = spelling(key);
    return {
      message: spelled(key === own ? message : renamed(message, key, own), spelling),
      span: placeOf(document, prefix + own) ?? anchorOf(document, prefix),
    };
  });
}

/** A sentence with the other keys that it names as the file spells them. */
const spelled = ({ text, values }: Message, spelling: (key: string) => string): Message => ({
  text,
  values: values.map((value) =>
    typeof value === 'object'
      ? spelled(value, spelling)
      : typeof value === 'string' && /^\w+$/.test(value)
        ? spelling(value)
        : value,
  ),
});

/** A sentence that speaks of a key by another name of it. */
const renamed = ({ text, values }: Message, key: string, own: string): Message => ({
  text: text.replaceAll(key, own),
  values: values.map((value) =>
    typeof value === 'object'
      ? renamed(value, key, own)
      : typeof value === 'string'
        ? value.replaceAll(key, own)
        : value,
  ),
});

const notCounted = (architecture: string, keys: readonly string[]): Message =>
  said`Not among the keys that are read of ${architecture}, and not counted: ${keys.slice(0, 4).join(', ')}. The layers may be others.`;

/** Turns a part of a document that describes a model into a reading: a spec, or what is wrong and where. */
export function readPart(format: string, document: ConfigDocument, part: ModelPart): ConfigReading {
  if (part.kind === 'unknown') {
    const anchor = document.keySpans.get(part.key) ?? start;
    return { kind: 'unknownArchitecture', modelType: part.name, anchor };
  }
  const anchor = anchorOf(document, part.prefix);
  const positions = document.valueSpans;
  const { warnings } = document;
  if (part.kind === 'library') {
    const description = describeModel(part.modelType, part.values);
    const spelling = (key: string): string => part.ownKeys[key] ?? key;
    const isInOwnWords = Object.keys(part.ownKeys).length === 0;
    const misspelt = isInOwnWords
      ? misspeltLibraryKeys(document, part.values, part.modelType, part.prefix)
      : misspeltKeysOfSection(document, part.prefix, Object.values(part.ownKeys), format);
    if (description.kind === 'unknownArchitecture')
      return { kind: 'unknownArchitecture', modelType: part.modelType, anchor };
    if (description.kind === 'problems') {
      const diagnostics = diagnosticsOf(document, part.prefix, description.problems, spelling);
      return { kind: 'invalid', diagnostics: [...diagnostics, ...misspelt] };
    }
    const spec = { ...description.spec, notes: [...description.spec.notes, ...(part.notes ?? [])] };
    const approximate = part.approximate ?? description.approximate;
    return {
      kind: 'model',
      format,
      spec,
      anchor,
      positions,
      warnings: [...warnings, ...misspelt],
      ...(approximate === undefined ? {} : { approximate }),
    };
  }
  const config = new ConfigFields(part.values, part.defaults);
  const shape = part.kind === 'shape' ? part.read(config) : genericTransformer(part.describe(config));
  const spec: ModelSpec = {
    architecture: part.architecture,
    family: format,
    ...shape,
    defaults: [...config.defaulted].map(([key, value]) => ({ key, value })),
  };
  const spelling = part.spelling ?? ((key: string): string => key);
  const asked = [...config.asked].map(spelling);
  const misspelt = misspeltKeysOfSection(document, part.prefix, asked, format);
  if (config.problems.length > 0)
    return {
      kind: 'invalid',
      diagnostics: [...diagnosticsOf(document, part.prefix, config.problems, spelling), ...misspelt],
    };
  if (!Number.isSafeInteger(totalParameters(spec)))
    return { kind: 'invalid', diagnostics: [{ message: tooManyParameters, span: anchor }] };
  const others = keysOfAnotherFramework(part.values, new Set(asked));
  const approximate =
    part.approximate ??
    (others.length > 0 ? notCounted(part.architecture, others) : undefined) ??
    (part.kind === 'transformer' && shape.vocabularySize === null ? vocabularyNotKnown : undefined);
  return {
    kind: 'model',
    format,
    spec,
    anchor,
    positions,
    warnings: [...warnings, ...misspelt],
    ...(approximate === undefined ? {} : { approximate }),
  };
}
