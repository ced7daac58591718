import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { pciFolder } from './pci-displays';

/** `metrics_table_header` of the kernel's kgd_pp_interface.h: the size of the table, the revision of its form, that of its content. */
const header = { bytes: 4, formRevision: 2 } as const;
/** Tables of these forms are of a processor with graphics; those of the first form are of cards. */
const processorForms: readonly number[] = [2, 3];

/**
 * Whether an AMD GPU is a part of a processor, so that its sensor tells the power of the whole chip, by the form of what its firmware
 * tells. `device` is its folder in sysfs. False where it is not told, as before Linux 5.9.
 */
export function isProcessorGraphics(device: string): boolean {
  const bytes = Buffer.alloc(header.bytes);
  try {
    const file = openSync(join(device, 'gpu_metrics'), 'r');
    try {
      if (readSync(file, bytes, 0, header.bytes, 0) < header.bytes) return false;
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
  return processorForms.includes(bytes.readUInt8(header.formRevision));
}

/** The same of a device by its place on the bus: `0000:c4:00.0`. */
export const isProcessorGraphicsAt = (pciAddress: string | null, folder = pciFolder): boolean =>
  pciAddress !== null && isProcessorGraphics(join(folder, pciAddress));

/** For people, of a GPU by its name. */
export const describeProcessorGraphics = (name: string): string =>
  `${name} is a part of the processor and counted with it, where that is measured.`;
