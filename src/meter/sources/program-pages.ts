import { readFileSync } from 'node:fs';

/** A part of a process's memory. */
export interface MappedPart {
  readonly address: number;
  readonly bytes: number;
}

/** Smaller ones are left: dropping them would bring nothing. */
const leastResidentKilobytes = 1024;

/**
 * Of /proc/self/smaps (proc(5)) the large parts that are files which nothing here writes to, and as they are there: the kernel can let go
 * of them, and reads them again where they are used. Node's own program is the largest: of the code that its start needs most is used once.
 */
export function unchangedParts(smaps: string): MappedPart[] {
  return smaps.split(beginningOfPart).flatMap((text) => {
    const [, from, to] = fileThatIsRead.exec(text) ?? [];
    if (from === undefined || to === undefined) return [];
    const kilobytes = (field: RegExp): number => Number(field.exec(text)?.[1] ?? Number.NaN);
    const isUnchanged = kilobytes(fields.anonymous) === 0 && kilobytes(fields.dirty) === 0;
    if (!isUnchanged || !(kilobytes(fields.resident) >= leastResidentKilobytes)) return [];
    const address = Number.parseInt(from, 16);
    return [{ address, bytes: Number.parseInt(to, 16) - address }];
  });
}

const beginningOfPart = /^(?=[\da-f]+-[\da-f]+ )/m;
/** Not to be written to, private, and with a path. */
const fileThatIsRead = /^([\da-f]+)-([\da-f]+) r-[x-]p \S+ \S+ \d+ +\//;
const fields = {
  resident: /^Rss: +(\d+) kB$/m,
  anonymous: /^Anonymous: +(\d+) kB$/m,
  dirty: /^Private_Dirty: +(\d+) kB$/m,
} as const;

/** madvise(2) on Linux. */
const dontNeed = 4;

/** Lets go of what of the program's files is in memory. `advise` is madvise(2). */
export function dropProgramPages(advise: (address: number, bytes: number, advice: number) => void): void {
  let smaps: string;
  try {
    smaps = readFileSync('/proc/self/smaps', 'latin1');
  } catch {
    return;
  }
  for (const { address, bytes } of unchangedParts(smaps)) advise(address, bytes, dontNeed);
}
