import { isObject, type ConfigObject } from '../../model/config-fields';
import { valueAt } from '../../model/documents/document';
import { otherNumberOf, slipOf } from '../../model/misspelt-keys';
import type { ConfigDiagnostic, Span } from '../../model/reading';
import { said } from '../../units/message';

/** More keys than a person's plan has. */
const mostKeys = 400;

const keyOf = ({ message }: ConfigDiagnostic): unknown => message.values[0];

/** Some diagnostics and those of others that are of other keys. */
export const besides = (
  some: readonly ConfigDiagnostic[],
  others: readonly ConfigDiagnostic[],
): readonly ConfigDiagnostic[] => [
  ...some,
  ...others.filter((other) => !some.some((one) => keyOf(one) === keyOf(other))),
];

/**
 * Keys that nobody asked for, in sections where a key that is a slip or two away was asked for in vain. `asked` are dotted paths,
 * there or not.
 */
export function slipsOfPlan(
  values: ConfigObject,
  asked: Iterable<string>,
  spanOf: (path: string) => Span,
): readonly ConfigDiagnostic[] {
  const sought = new Map<string, string[]>();
  for (const path of asked) {
    const section = path.split('.').slice(0, -1).join('.');
    sought.set(section, [
      ...(sought.get(section) ?? []),
      path.slice(section === '' ? 0 : section.length + 1),
    ]);
  }
  return [...sought].flatMap(([section, names]) => {
    const held = section === '' ? values : valueAt(values, section);
    if (held === undefined || !isObject(held)) return [];
    const absent = names.filter((name) => !Object.hasOwn(held, name));
    const keys = Object.keys(held).filter(
      (key) => !names.includes(key) && /^(?:number|boolean|string)$/.test(typeof held[key]),
    );
    if (keys.length > mostKeys) return [];
    return keys.flatMap((key): ConfigDiagnostic[] => {
      const path = section === '' ? key : `${section}.${key}`;
      const meant =
        slipOf(key, absent) ?? (typeof held[key] === 'number' ? otherNumberOf(key, absent) : null);
      if (meant === null) return [];
      return [
        {
          message: said`${path} is no key that is read of this plan: is ${meant} meant?`,
          span: spanOf(path),
        },
      ];
    });
  });
}
