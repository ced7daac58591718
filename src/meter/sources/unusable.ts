import type { OpenedSource } from '../source';

interface Refusals {
  /** It should be usable here, and is not. */
  readonly unusable: (why: string, fix?: string | null) => OpenedSource;
  /** What it reads is not on this machine, or is read in a better way. */
  readonly absent: (why: string, fix?: string | null) => OpenedSource;
}

/** How a source with one status says that it reads nothing. */
export function refusalsOf(source: string, rung: number): Refusals {
  const refuse = (why: string, fix: string | null, isAbsent: boolean): OpenedSource => ({
    statuses: [{ source, rung, usable: false, why, fix, ...(isAbsent ? { isAbsent } : {}) }],
    probes: [],
    notes: [],
    close: () => undefined,
  });
  return {
    unusable: (why, fix = null) => refuse(why, fix, false),
    absent: (why, fix = null) => refuse(why, fix, true),
  };
}
