import { closeSync, readSync } from 'node:fs';
import { constants as systemConstants } from 'node:os';
import type * as Koffi from 'koffi';
import { codeOf, type NumberFile, type NumberReading } from './kernel-file';
import { withLoader } from './library-loader';

/** Opens a counter of the whole machine for one event of a PMU on one processor; or says why not, by the error's name. */
export type OpenPerfEvent = (
  type: number,
  config: number,
  processor: number,
) => NumberFile | { readonly refused: string };

/** The number of perf_event_open(2) by architecture: asm/unistd.h. */
const systemCall: Readonly<Partial<Record<NodeJS.Architecture, number>>> = {
  x64: 298,
  arm64: 241,
  riscv64: 241,
  loong64: 241,
};
/** struct perf_event_attr as the first kernels had it, which all accept: PERF_ATTR_SIZE_VER0. */
const attributes = { size: 64, sizeAt: 4, configAt: 8 } as const;
const allProcesses = -1;
const noGroup = -1;
const closeOnExec = 8;

/**
 * perf_event_open(2), called in this process: the kernel gives a file, and reading its 8 bytes is a reading. The `perf`
 * program would be another process, is often not installed, and tells once in its own interval only.
 */
export async function loadPerfEvents(): Promise<OpenPerfEvent | { readonly missing: string }> {
  const call = systemCall[process.arch];
  if (call === undefined)
    return { missing: `the system call is not known for processors of kind ${process.arch}` };
  let koffi: typeof Koffi;
  try {
    koffi = await import('koffi');
  } catch (error) {
    return { missing: `koffi, which makes the system call, could not be loaded (${codeOf(error)})` };
  }
  const bound = await withLoader(() => ({ open: bind(koffi) }));
  if (bound === null) return { missing: 'a library of a driver does not come back from its loading' };
  const { open } = bound;
  if (open === null) return { missing: 'the C library has no syscall()' };
  return (type, config, processor) => {
    const attribute = Buffer.alloc(attributes.size);
    attribute.writeUInt32LE(type, 0);
    attribute.writeUInt32LE(attributes.size, attributes.sizeAt);
    attribute.writeBigUInt64LE(BigInt(config), attributes.configAt);
    const file = open(call, attribute, allProcesses, processor, noGroup, closeOnExec);
    return file < 0 ? { refused: nameOfError(koffi.errno()) } : counterFile(file);
  };
}

type SystemCall = (call: number, attribute: Buffer, ...rest: number[]) => number;

function bind(koffi: typeof Koffi): SystemCall | null {
  for (const name of [null, 'libc.so.6']) {
    try {
      const call = koffi
        .load(name)
        .func('long syscall(long number, uint8_t *attribute, long pid, long cpu, long group, long flags)');
      return (...parameters) => Number(call(...parameters));
    } catch {
      // The next name.
    }
  }
  return null;
}

function counterFile(file: number): NumberFile {
  const buffer = Buffer.alloc(8);
  return {
    read: (): NumberReading => {
      try {
        return readSync(file, buffer, 0, buffer.length, null) === buffer.length
          ? { ok: true, value: Number(buffer.readBigUInt64LE(0)) }
          : { ok: false, reason: 'it told no number' };
      } catch (error) {
        return { ok: false, reason: codeOf(error) };
      }
    },
    close: () => {
      closeSync(file);
    },
  };
}

const nameOfError = (number: number): string =>
  Object.entries(systemConstants.errno).find(([, value]) => value === number)?.[0] ?? `error ${number}`;
