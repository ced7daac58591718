import type * as Koffi from 'koffi';

export interface LibraryFunction {
  (...parameters: unknown[]): unknown;
  /** The same on another thread; the last parameter is called with an error or the result. */
  async(...parameters: unknown[]): void;
}

/** A C library of a driver. Functions that it lacks are null. */
export interface NativeLibrary {
  /** `int nvmlInit_v2()` */
  readonly optional: (prototype: string) => LibraryFunction | null;
}

/** What a function answered; `missing` where the library lacks it, `blank` where it succeeded and told no value. */
export type Answer<Value> =
  | {
      readonly ok: true;
      readonly value: Value;
      /** When it was told, in monotonic seconds; now where left out. */
      readonly at?: number;
    }
  | { readonly ok: false; readonly code: AnswerCode };
export type AnswerCode = number | 'missing' | 'blank';

export const success = 0;
export const blank = { ok: false, code: 'blank' } as const;

/** Loads the first of these libraries that there is, by name or path, or says why none. */
export async function loadNativeLibrary(
  names: readonly string[],
  notFound: string,
): Promise<{ readonly library: NativeLibrary } | { readonly missing: string }> {
  let koffi: typeof Koffi;
  try {
    koffi = await import('koffi');
  } catch (error) {
    return { missing: `koffi, which calls the library, could not be loaded (${messageOf(error)})` };
  }
  for (const name of names) {
    try {
      const handle = koffi.load(name);
      return { library: { optional: (prototype) => functionOf(handle, prototype) } };
    } catch {
      // The next name; where all fail, that is the answer.
    }
  }
  return { missing: notFound };
}

function functionOf(handle: Koffi.LibraryHandle, prototype: string): LibraryFunction | null {
  try {
    return handle.func(prototype);
  } catch {
    return null;
  }
}

/** Calls a function that returns 0 for success; `value` is what it has written by then. */
export function answer<Value>(
  call: LibraryFunction | null,
  parameters: unknown[],
  value: () => Value,
): Answer<Value> {
  if (call === null) return { ok: false, code: 'missing' };
  const code = call(...parameters) as number;
  return code === success ? { ok: true, value: value() } : { ok: false, code };
}

/** On a thread of its own: waking a driver can take seconds. */
export function callAsync(
  call: LibraryFunction | null,
  parameters: readonly unknown[] = [],
): Promise<Answer<null>> {
  if (call === null) return Promise.resolve({ ok: false, code: 'missing' });
  return new Promise((resolve) => {
    call.async(...parameters, (error: unknown, code: unknown) => {
      if (typeof code !== 'number' || error instanceof Error) resolve({ ok: false, code: 'missing' });
      else resolve(code === success ? { ok: true, value: null } : { ok: false, code });
    });
  });
}

/** A text that a library has written: up to its first 0, or all of it where there is none. */
export function textIn(buffer: Buffer, start = 0, longest = buffer.length - start): string {
  const end = buffer.indexOf(0, start);
  return buffer.toString('utf8', start, end === -1 || end > start + longest ? start + longest : end).trim();
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
