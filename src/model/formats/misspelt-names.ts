import { isObject } from '../config-fields';
import { ofOtherClass } from '../describe';
import type { ConfigDocument } from '../documents/document';
import { hasLibraryClass, libraryClassesOf, typeOfLibraryClass } from '../library-classes';
import { meantBy, wordOf } from '../near-words';
import { said } from '../../units/message';
import type { ConfigDiagnostic, Span } from '../reading';

const placeOfClass = ({ valueSpans, keySpans }: ConfigDocument): Span | undefined =>
  valueSpans.get('architectures.0') ?? valueSpans.get('architectures') ?? keySpans.get('architectures');

/** What stands in `architectures` beside a known model type where the library has no such class of it: another type's, or a slip. */
export function misspeltClass(document: ConfigDocument, modelType: string): readonly ConfigDiagnostic[] {
  const listed = document.values['architectures'];
  const name: unknown = Array.isArray(listed) ? listed[0] : undefined;
  const span = placeOfClass(document);
  const classes = libraryClassesOf(modelType);
  // A class that comes with the checkpoint is called as its author likes.
  const hasCode = isObject(document.values['auto_map']);
  if (typeof name !== 'string' || span === undefined || classes === undefined || hasCode) return [];
  if (hasLibraryClass(modelType, name)) return [];
  if (typeOfLibraryClass(name) !== null) {
    const message = ofOtherClass(modelType, name);
    return message === null ? [] : [{ message, span }];
  }
  const meant = meantBy(name, classes.map(wordOf));
  return meant === null
    ? []
    : [
        {
          message: said`architectures names ${name}, which is no class of the library’s ${modelType}: is ${meant} meant?`,
          span,
        },
      ];
}

/** A model type that nobody has, beside a class that tells how the file is read. */
export function misspeltType(
  document: ConfigDocument,
  modelType: string,
  readAs: string,
): readonly ConfigDiagnostic[] {
  const span = document.valueSpans.get('model_type');
  if (span === undefined || isObject(document.values['auto_map'])) return [];
  return [
    {
      message: said`model_type is "${modelType.slice(0, 60)}", which is no type of the library: read as ${readAs}, by the class in architectures.`,
      span,
    },
  ];
}
