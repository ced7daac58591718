import type { ConfigObject } from '../config-fields';
import { describeModel } from '../describe';
import { familyOf } from '../families/catalogue';
import { defaultsOf } from '../library-defaults';
import type { ConfigDiagnostic, ConfigReading, Span } from '../reading';
import type { ConfigDocument } from '../documents/document';
import { readJson } from '../documents/json';
import { misspeltKeys } from '../misspelt-keys';
import { plainConfig } from './plain-sizes';
import { readPart } from './read-part';
import { misspeltClass, misspeltType } from './misspelt-names';
import { foreignClass, isRemoteType, ownClass, remotePart } from './remote-types';
import { asMessage, said, sentences, type Message } from '../../units/message';

/** Keys that name an architecture's size, in any of the spellings of the library. */
const sizeKeys = [
  'hidden_size',
  'num_hidden_layers',
  'num_attention_heads',
  'intermediate_size',
  'vocab_size',
  'n_embd',
  'n_layer',
  'n_head',
  'n_positions',
  'd_model',
  'num_layers',
  'num_heads',
  'encoder_layers',
  'n_layers',
  'n_heads',
  'max_position_embeddings',
] as const;
/** As many size keys as no other kind of file has by chance. */
const tellingSizeKeys = 3;
/** Only the beginning of a large file is looked at: a config's keys are at its beginning, and it is small. */
const lookedAt = 512 * 1024;
/** What UTF-16 leaves between the letters when it is read as UTF-8. */
const nul = '\0';

function holdsModelKeys(text: string): boolean {
  if (/"model_type"\s*:/.test(text)) return true;
  if (/"architectures"\s*:\s*\[/.test(text)) return true;
  return sizeKeys.filter((key) => text.includes(`"${key}"`)).length >= tellingSizeKeys;
}

/** Whether the text has the keys of a Hugging Face config.json, in UTF-8 or, wrongly decoded, in UTF-16. */
export function looksLikeHuggingFace(text: string): boolean {
  const beginning = text.slice(0, lookedAt);
  return holdsModelKeys(beginning.includes(nul) ? beginning.replaceAll(nul, '') : beginning);
}

const start: Span = { offset: 0, length: 1 };

/** The place of model_type, else of the first key that says a model's size, else the start. */
function anchorOf(document: ConfigDocument): Span {
  for (const key of ['model_type', 'architectures', ...sizeKeys]) {
    const span = document.keySpans.get(key);
    if (span !== undefined) return span;
  }
  return start;
}

/** Whether a parsed object is a model's: said by its type or class, or by several sizes. */
function isModel(document: ConfigDocument): boolean {
  const { values } = document;
  // A trainer's arguments name a type too, of a model that stands elsewhere.
  const hasSizes = sizeKeys.some((key) => Object.hasOwn(values, key));
  if (!hasSizes && Object.hasOwn(values, 'per_device_train_batch_size')) return false;
  if (Object.hasOwn(values, 'model_type')) return true;
  const classes = values['architectures'];
  if (Array.isArray(classes) && classes.some((name) => typeof name === 'string')) return true;
  return sizeKeys.filter((key) => Object.hasOwn(values, key)).length >= tellingSizeKeys;
}

const invalid = (why: string, span: Span): ConfigReading => ({
  kind: 'invalid',
  diagnostics: [{ message: asMessage(why), span }],
});

/** Whether a key may be a slip for the type. */
const hasMisspeltType = (values: ConfigObject): boolean =>
  Object.keys(values).some(
    (key) => key !== 'model_type' && /^_?model[-_ ]?t|^mod\w*_?type$|^type$/i.test(key),
  );

/**
 * A file of before there were model types, as Google's `bert_config.json`, read as the shape that its keys are those of: with
 * the vocabulary and every size of a layer. Null where a key may be a slip for the type, or the keys are no shape's.
 */
function withoutType(document: ConfigDocument, anchor: Span): ConfigReading | null {
  const { values } = document;
  if (hasMisspeltType(values)) return null;
  if (Array.isArray(values['architectures'])) return null;
  const description = describeModel('', values);
  if (description.kind !== 'described' || description.approximate === undefined) return null;
  const { spec, approximate } = description;
  return {
    kind: 'model',
    format: 'hugging-face',
    spec: { ...spec, architecture: spec.family },
    anchor,
    positions: document.valueSpans,
    warnings: document.warnings,
    approximate: sentences(said`model_type is missing.`, approximate),
  };
}

const takenForLibrarys = (own: string): Message =>
  said`Its code of its own (${own}, in auto_map) is taken to have the layers of the library’s class of that name.`;

/** Reads a Hugging Face config.json. Call it where `looksLikeHuggingFace` holds. */
export function readHuggingFace(text: string): ConfigReading {
  if (text.slice(0, lookedAt).includes(nul)) {
    return invalid(
      'Not UTF-8 text (UTF-16, perhaps): a config.json is UTF-8. Save it with that encoding.',
      start,
    );
  }
  const reading = readJson(text);
  if (reading.kind === 'broken') return { kind: 'invalid', diagnostics: reading.diagnostics };
  if (reading.kind === 'otherValue' || !isModel(reading.document)) return { kind: 'notModel' };
  const { document } = reading;
  const anchor = anchorOf(document);
  const modelType = document.values['model_type'];
  if (modelType === undefined || modelType === null) {
    const part = remotePart(null, document.values);
    if (part !== null) return readPart('hugging-face', document, part);
    const untyped = withoutType(document, anchor);
    if (untyped !== null) return untyped;
    const plain = hasMisspeltType(document.values) ? null : plainConfig(document.values, 'config.json');
    if (plain !== null) return readPart('hugging-face', document, plain);
    return invalid(
      'model_type is missing: without it the architecture is not known, and there is no estimate.',
      anchor,
    );
  }
  if (typeof modelType !== 'string')
    return invalid('model_type must be text.', document.valueSpans.get('model_type') ?? anchor);
  // A class that shares another's layers is read as that one, before its keys are compared with the known shapes'.
  const part = familyOf(modelType) === undefined ? remotePart(modelType, document.values) : null;
  if (part !== null) {
    const reading = readPart('hugging-face', document, part);
    const isByClass = part.kind === 'library' && !isRemoteType(modelType);
    if (reading.kind !== 'model' || !isByClass) return reading;
    return {
      ...reading,
      warnings: [...reading.warnings, ...misspeltType(document, modelType, part.modelType)],
    };
  }
  const description = describeModel(modelType, document.values);
  switch (description.kind) {
    case 'unknownArchitecture': {
      const plain = plainConfig(document.values, modelType.slice(0, 60));
      return plain === null
        ? { kind: 'unknownArchitecture', modelType, anchor }
        : readPart('hugging-face', document, plain);
    }
    case 'problems': {
      const diagnostics = description.problems.map(({ key, message: why }): ConfigDiagnostic => {
        const span = document.valueSpans.get(key) ?? anchor;
        const written = text.slice(span.offset, span.offset + span.length);
        // Only the text can say what stands there: JSON has no name for such a number.
        const isNoNumber = typeof document.values[key] === 'number' && !Number.isFinite(document.values[key]);
        return { message: isNoNumber ? said`${key} is ${written}: no value that can be costed.` : why, span };
      });
      // A slip in a key may be why the others do not fit.
      return { kind: 'invalid', diagnostics: [...diagnostics, ...misspeltKeys(document, modelType)] };
    }
    case 'described': {
      const foreign = foreignClass(document.values, modelType);
      const approximate =
        description.approximate ??
        (foreign === null
          ? undefined
          : said`Read as ${modelType} by its keys: its code of its own (${foreign}, in auto_map) may have other layers.`);
      const own = defaultsOf(modelType) === undefined ? null : ownClass(document.values);
      const { notes } = description.spec;
      const spec =
        own === null || approximate !== undefined
          ? description.spec
          : { ...description.spec, notes: [...notes, takenForLibrarys(own)] };
      return {
        kind: 'model',
        format: 'hugging-face',
        spec,
        anchor,
        positions: document.valueSpans,
        warnings: [
          ...document.warnings,
          ...misspeltClass(document, modelType),
          ...misspeltKeys(document, modelType),
        ],
        ...(approximate === undefined ? {} : { approximate }),
      };
    }
  }
}
