import { readdirSync, readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { parseWhole, readText } from './kernel-file';

/** The memory of this machine, as far as it is known. */
export interface Memory {
  /** How many modules are plugged in; null where nobody tells. */
  readonly modules: number | null;
  readonly bytes: number;
  /** Where the modules are known from. */
  readonly from: string | null;
}

export interface MemoryFiles {
  /** The SMBIOS table of the firmware, which root alone may read. */
  readonly smbios: string;
  /** The memory controllers that check for errors. */
  readonly edac: string;
}
const machine: MemoryFiles = {
  smbios: '/sys/firmware/dmi/tables/DMI',
  edac: '/sys/devices/system/edac/mc',
};

/** Modules by the firmware's table, else by the error-checking controllers; else the size alone. */
export function findMemory(files: MemoryFiles = machine): Memory {
  const bytes = totalmem();
  const firmware = smbiosModules(files.smbios);
  if (firmware !== null) return { modules: firmware, bytes, from: 'SMBIOS' };
  const checked = edacModules(files.edac);
  return checked > 0 ? { modules: checked, bytes, from: 'EDAC' } : { modules: null, bytes, from: null };
}

function smbiosModules(path: string): number | null {
  let table: Buffer;
  try {
    table = readFileSync(path);
  } catch {
    return null;
  }
  const count = countSmbiosModules(table);
  return count > 0 ? count : null;
}

const memoryDevice = 17;
const endOfTable = 127;
const sizeAt = 0x0c;
/** DSP0134 7.18: a size of 0 is an empty slot, of all ones one that is not known. */
const unknownSize = 0xffff;

/** Structures of type 17 whose slot is filled: DSP0134, 6.1.2 and 7.18. */
export function countSmbiosModules(table: Buffer): number {
  let count = 0;
  let at = 0;
  while (at + 4 <= table.length) {
    const type = table.readUInt8(at);
    const length = table.readUInt8(at + 1);
    if (length < 4 || at + length > table.length || type === endOfTable) break;
    if (type === memoryDevice && length > sizeAt + 1) {
      const size = table.readUInt16LE(at + sizeAt);
      if (size !== 0 && size !== unknownSize) count += 1;
    }
    // Texts follow, the last one ended by two zeros.
    const end = table.indexOf(Buffer.from([0, 0]), at + length);
    if (end === -1) break;
    at = end + 2;
  }
  return count;
}

/** `mc0/dimm3/size` is in MiB; older kernels have ranks beside modules, which are no modules. */
function edacModules(root: string): number {
  const list = (folder: string): string[] => {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  };
  return list(root)
    .filter((name) => /^mc\d+$/.test(name))
    .flatMap((controller) =>
      list(join(root, controller))
        .filter((name) => /^dimm\d+$/.test(name))
        .map((module) => parseWhole(readText(join(root, controller, module, 'size'))) ?? 0),
    )
    .filter((mebibytes) => mebibytes > 0).length;
}
