import { rungs, type Measurement, type SourceStatus } from '../source';
import type { Answer, AnswerCode } from './native-library';

/** How a quantity of a device is read, or why it can't be. */
export type Reader = (() => Answer<number>) | Refusal;

export interface Refusal {
  readonly why: string;
  readonly fix: string | null;
}

/** The three ways in which a driver's library tells of a device, each in joules or watts. */
export interface DeviceReadings {
  readonly counter: Reader;
  readonly instantaneous: Reader;
  readonly averaged: Reader;
}

export interface DeviceName {
  /** The driver's own number of it. */
  readonly index: number;
  readonly name: string;
}

export interface ReadDevice {
  readonly device: DeviceName;
  readonly readings: DeviceReadings;
}

/** What the three ways are called in one library. */
export interface ReadingNames {
  readonly counter: string;
  readonly instantaneous: string;
  readonly averaged: string;
}

const rungOf = {
  counter: rungs.energyCounter,
  instantaneous: rungs.instantaneousPower,
  averaged: rungs.averagedPower,
} as const;
const ways = ['counter', 'instantaneous', 'averaged'] as const;

/** The best way in which a device can be read; null where there is none. */
export function bestWay({ counter, instantaneous, averaged }: DeviceReadings): {
  readonly way: (typeof ways)[number];
  readonly rung: number;
  readonly read: () => Answer<number>;
} | null {
  const readers = { counter, instantaneous, averaged };
  for (const way of ways) {
    const read = readers[way];
    if (typeof read === 'function') return { way, rung: rungOf[way], read };
  }
  return null;
}

/** When it was told, where that is not now. */
export const observed = ({ at }: { readonly at?: number }): { readonly observedAt?: number } =>
  at === undefined ? {} : { observedAt: at };

/** A reading of the counter, with the power of the moment beside it where that can be read. */
export function measureCounter(
  counter: () => Answer<number>,
  power: Reader,
  describe: (code: AnswerCode) => string,
): Measurement {
  const energy = counter();
  if (!energy.ok) return { ok: false, reason: describe(energy.code) };
  const now = typeof power === 'function' ? power() : null;
  return {
    ok: true,
    counterJoules: energy.value,
    watts: now?.ok === true ? now.value : null,
    ...observed(energy),
  };
}

export function measurePower(
  power: () => Answer<number>,
  describe: (code: AnswerCode) => string,
): Measurement {
  const now = power();
  return now.ok
    ? { ok: true, counterJoules: null, watts: now.value, ...observed(now) }
    : { ok: false, reason: describe(now.code) };
}

/** One status for each way, over all devices. */
export function statusesOf(all: readonly ReadDevice[], names: ReadingNames): SourceStatus[] {
  return ways.map((way) => {
    const able = all.filter(({ readings }) => typeof readings[way] === 'function');
    const refused = all.flatMap(({ device, readings }) => {
      const reader = readings[way];
      return typeof reader === 'function' ? [] : [{ device, reader }];
    });
    const reasons = new Set(refused.map(({ reader }) => reader.why));
    const fixes = new Set(refused.flatMap(({ reader }) => reader.fix ?? []));
    // What is true of all GPUs is said once.
    const whyNot =
      able.length === 0 && reasons.size === 1
        ? [...reasons]
        : [...reasons].map((why) => {
            const gpus = refused.filter(({ reader }) => reader.why === why).map(({ device }) => device.index);
            return `${gpus.length === 1 ? 'GPU' : 'GPUs'} ${gpus.join(', ')}: ${why}`;
          });
    const reads = able.length > 0 ? [`reads ${able.map(({ device }) => device.name).join(', ')}`] : [];
    return {
      source: names[way],
      rung: rungOf[way],
      usable: able.length > 0,
      why: [...reads, ...whyNot].join('; '),
      fix: fixes.size > 0 ? [...fixes].join('\n') : null,
    };
  });
}

/** One status for each way where none can be used, for one reason. */
export const refusedStatuses = (
  names: ReadingNames,
  { why, fix }: Refusal,
  isAbsent = false,
): SourceStatus[] =>
  ways.map((way) => ({
    source: names[way],
    rung: rungOf[way],
    usable: false,
    why,
    fix,
    ...(isAbsent ? { isAbsent } : {}),
  }));

/** Why nothing of a device can be read, in words; null where something can. */
export function whyUnread(readings: DeviceReadings): string | null {
  const readers = ways.map((way) => readings[way]);
  const refusals = readers.filter((reader) => typeof reader !== 'function');
  if (refusals.length < readers.length) return null;
  return [...new Set(refusals.map(({ why }) => why))].join('; ');
}
