export interface XpuReading {
  /** The program's own number of the GPU. */
  readonly index: number;
  /** Null for N/A and for an empty column. */
  readonly watts: number | null;
}

export interface XpuDevice {
  readonly index: number;
  readonly name: string;
  readonly pciAddress: string | null;
}

/** Reads `xpu-smi dump` line by line: its first line names the columns. Null for what is no reading of a whole device. */
export function xpuSmiReader(): (line: string) => XpuReading | null {
  let columns: readonly string[] = ['timestamp', 'deviceid', 'gpu power (w)'];
  return (line) => {
    const fields = line.split(',').map((field) => field.trim());
    if (/^timestamp$/i.test(fields[0] ?? '')) {
      columns = fields.map((field) => field.toLowerCase());
      return null;
    }
    const field = (name: RegExp): string => fields[columns.findIndex((column) => name.test(column))] ?? '';
    // A tile is a part of its device, whose own line has the sum.
    if (fields.length < columns.length || /^\d+$/.test(field(/^tile ?id$/))) return null;
    const index = field(/^device ?id$/);
    if (!/^\d{1,4}$/.test(index)) return null;
    const watts = /^\d{1,6}(?:\.\d{1,6})?$/.exec(field(/^gpu power/))?.[0];
    return { index: Number(index), watts: watts === undefined || Number(watts) === 0 ? null : Number(watts) };
  };
}

/** The GPUs of a document of `xpu-smi discovery -j`. */
export function xpuDevices(document: unknown): XpuDevice[] {
  const list = isFields(document) ? document['device_list'] : null;
  if (!Array.isArray(list)) return [];
  return list.flatMap((device: unknown) => {
    if (!isFields(device) || typeof device['device_id'] !== 'number') return [];
    const index = device['device_id'];
    const { device_name: name, pci_bdf_address: address } = device;
    const isAddress =
      typeof address === 'string' && /^[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f]$/i.test(address);
    return [
      {
        index,
        name: typeof name === 'string' && name !== '' ? name : `Intel GPU ${index}`,
        pciAddress: isAddress ? address.toLowerCase() : null,
      },
    ];
  });
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
