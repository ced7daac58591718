import { formatDuration } from '../units/format';
import { problemTexts } from './problem-texts';

/** Why a provider gave nothing that can be used. */
export interface ProviderProblem {
  readonly kind:
    | 'wrong setup'
    | 'not signed in'
    | 'not allowed'
    | 'too many requests'
    | 'no data'
    | 'schema changed'
    | 'failing'
    | 'unreachable';
  /** A phrase that begins with the provider's name and holds no secret. */
  readonly message: string;
  /** How long the provider asks to be left alone; null where it does not say. */
  readonly retryAfterSeconds: number | null;
}

export type Answer<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: ProviderProblem };

export const answered = <Value>(value: Value): Answer<Value> => ({ ok: true, value });

export const failed = (
  kind: ProviderProblem['kind'],
  message: string,
  retryAfterSeconds: number | null = null,
): { readonly ok: false; readonly problem: ProviderProblem } => ({
  ok: false,
  problem: { kind, message, retryAfterSeconds },
});

/** The problem for people, with when to try again where that is known. */
export const problemText = ({ message, retryAfterSeconds }: ProviderProblem): string =>
  retryAfterSeconds === null || retryAfterSeconds < 1
    ? message
    : problemTexts.write(
        '{0}; it may be asked again in {1}',
        message,
        formatDuration(Math.ceil(retryAfterSeconds)),
      );
