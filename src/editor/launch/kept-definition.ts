import { createHash } from 'node:crypto';
import { keyNames } from '../../grid/keys';

/** A definition without its run, and without a provider's key that a person has put in its `env`: no other file gets that. */
export function keptDefinition({
  delayedRun: _id,
  env,
  ...definition
}: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (typeof env !== 'object' || env === null) return definition;
  return {
    ...definition,
    env: Object.fromEntries(Object.entries(env).filter(([name]) => !keyNames.has(name))),
  };
}

export const isSameDefinition = (
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): boolean => inOrder(keptDefinition(one)) === inOrder(keptDefinition(other));

/** Names a definition without telling it: what it gives the training in its `env` may be a secret. */
export const definitionKey = (definition: Readonly<Record<string, unknown>>): string =>
  createHash('sha256')
    .update(inOrder(keptDefinition(definition)))
    .digest('base64url');

/** JSON with the keys in order. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
