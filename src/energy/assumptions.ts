import type { Message } from '../units/message';
import { given } from './given';

/** Where a figure of the plan, or of the model behind it, comes from. */
export interface Assumption {
  readonly name: string;
  readonly value: string | number;
  /** `given` where a person or a setting says so, else why it is taken to be this. */
  readonly from: Message;
}

/** Collects what a plan rests on, in the order in which it is told. */
export class Assumptions {
  readonly list: Assumption[] = [];

  /** `stated` is what a person or a file says; null or undefined where nobody does, and `why` tells. */
  tell(name: string, value: string | number, stated: unknown, why: Message): void {
    this.list.push({ name, value, from: stated === null || stated === undefined ? why : given });
  }

  /** What is stated, else what is assumed. */
  choose<Value extends string | number>(
    name: string,
    stated: Value | null,
    assumed: Value,
    why: Message,
  ): Value {
    const value = stated ?? assumed;
    this.tell(name, value, stated, why);
    return value;
  }
}
