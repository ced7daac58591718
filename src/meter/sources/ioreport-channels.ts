/** One channel of IOReport's group "Energy Model": a counter since the start of the machine, in a unit of its own. */
export interface EnergyChannel {
  readonly name: string;
  /** `mJ`, `uJ`, `nJ`; with blanks around it on some chips. */
  readonly unit: string;
  readonly value: number;
}

/** Joules by domain; null where the chip has no channel of it. */
export interface ChipJoules {
  readonly cpu: number | null;
  /** The GPU with its own memory, and the neural engine. */
  readonly gpu: number | null;
  readonly dram: number | null;
}

const joulesOfUnit: Readonly<Partial<Record<string, number>>> = {
  J: 1,
  mJ: 1e-3,
  uJ: 1e-6,
  µJ: 1e-6,
  nJ: 1e-9,
};

/**
 * Sums the channels that lie beside one another. Each cluster's and core's own channels are parts of "CPU Energy", and are
 * in no sum; an Ultra has one of each for each of its two dies ("DIE_0_CPU Energy").
 */
export function chipJoules(channels: readonly EnergyChannel[]): ChipJoules {
  const sum = (isOne: (name: string) => boolean): number | null => {
    const found = channels.flatMap(({ name, unit, value }) => {
      const factor = joulesOfUnit[unit.trim()];
      return isOne(name.trim()) && factor !== undefined && value >= 0 ? [value * factor] : [];
    });
    return found.length === 0 ? null : found.reduce((total, joules) => total + joules, 0);
  };
  return {
    cpu: sum((name) => /^(DIE_\d+_)?CPU Energy$/.test(name)),
    gpu: sum(
      (name) =>
        /^(DIE_\d+_)?GPU Energy$/.test(name) ||
        /^(DIE_\d+_)?GPU SRAM\d*(_\d+)?$/.test(name) ||
        /^(DIE_\d+_)?ANE\d*(_\d+)?$/.test(name),
    ),
    dram: sum((name) => /^(DIE_\d+_)?DRAM\d*(_\d+)?$/.test(name)),
  };
}
