import type { ConfigObject } from '../../model/config-fields';
import type { PlanFields } from './plan-fields';

/** A kind of training file: how it is told from others, by its keys alone, and how it is read. */
export interface PlanFormat {
  readonly name: string;
  /** The key that a lens stands at: the first of them that is there. */
  readonly anchors: readonly string[];
  readonly recognises: (values: ConfigObject) => boolean;
  /** Never throws: what is wrong becomes a diagnostic of `fields`. */
  readonly read: (fields: PlanFields) => void;
}

/** Whether an object has any of the keys itself. */
export const hasAny = (values: ConfigObject, ...keys: readonly string[]): boolean =>
  keys.some((key) => Object.hasOwn(values, key));
