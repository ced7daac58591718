import { cpu } from 'systeminformation';

export interface Processor {
  readonly brand: string;
  readonly sockets: number;
  readonly cores: number;
  readonly isVirtual: boolean;
}

/** Asks other programs of the system, which can take a second; rejects where they fail. */
export async function askInventory(known: Processor): Promise<Processor> {
  const found = await cpu();
  return {
    ...known,
    brand: known.brand === '' ? `${found.manufacturer} ${found.brand}`.trim() : known.brand,
    sockets: Math.max(1, found.processors),
    cores: found.physicalCores > 0 ? found.physicalCores : known.cores,
  };
}
