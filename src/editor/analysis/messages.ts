import type { Analysis } from './analysis';

/** What the extension host may have the thread do. */
export type AnalysisMethod = {
  [Name in keyof Analysis]: Analysis[Name] extends (...parameters: never[]) => Promise<unknown>
    ? Name
    : never;
}[keyof Analysis];

/** From the host to the thread. */
export interface Request {
  readonly id: number;
  readonly method: AnalysisMethod;
  readonly parameters: readonly unknown[];
}

/** From the thread to the host. */
export interface Answer {
  readonly id: number;
  /** What the method gave; of one that failed, why. */
  readonly value?: unknown;
  readonly failure?: string;
}

/** What the thread is started with: the editor's texts by the English ones; undefined where they are English. */
export interface ThreadData {
  readonly texts: Readonly<Record<string, string>> | undefined;
}
