import { isObject, type ConfigObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import type { PythonDocument } from '../documents/python';
import { conceptOfKey } from '../key-spellings';
import { isOneSlipFrom } from '../near-words';
import type { ConfigDiagnostic } from '../reading';
import { said } from '../../units/message';

/** Sizes by which a call of that name is known to be a model's: nanoGPT's, Meta's. */
const sizesOf: Readonly<Record<string, readonly string[]>> = {
  GPTConfig: ['n_layer', 'n_head', 'n_embd'],
  ModelArgs: ['dim', 'n_layers', 'n_heads'],
};

/**
 * The size that a call lacks, and its key that is a slip or another spelling of it: so the call fails, and is read as no model.
 * Null where none of the sizes is missing, or more than one, or no key is near.
 */
function slipOf(name: string, values: ConfigObject): { readonly key: string; readonly meant: string } | null {
  const sizes = Object.hasOwn(sizesOf, name) ? (sizesOf[name] ?? []) : [];
  const [meant, ...others] = sizes.filter((size) => !Object.hasOwn(values, size));
  if (meant === undefined || others.length > 0) return null;
  const concept = conceptOfKey(meant);
  const isNear = (key: string): boolean =>
    isOneSlipFrom(key, meant) || (concept !== undefined && conceptOfKey(key) === concept);
  const key = Object.keys(values).find((each) => !sizes.includes(each) && isNear(each));
  return key === undefined ? null : { key, meant };
}

/** Calls that a slip in a size's name keeps from being a model; none where a class of the source has that key. */
export function constructSlips(document: ConfigDocument): ConfigDiagnostic[] {
  const { constructs } = document as PythonDocument;
  const fields = new Set(
    constructs.flatMap(({ kind, path }) => {
      const values = kind === 'class' ? document.values[path] : undefined;
      return isObject(values) ? Object.keys(values) : [];
    }),
  );
  return constructs.flatMap(({ kind, name, path }) => {
    const values = document.values[path];
    const slip = kind === 'call' && isObject(values) ? slipOf(name, values) : null;
    const span = slip === null ? undefined : document.keySpans.get(`${path}.${slip.key}`);
    if (slip === null || span === undefined || fields.has(slip.key)) return [];
    return [{ message: said`${slip.key} is no key that is read of ${name}: is ${slip.meant} meant?`, span }];
  });
}
