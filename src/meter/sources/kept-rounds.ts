import type { DriverMemory } from './driver-memory';
import type { RoundsToCome } from './driver-thread-program';
import type { LineDevice, SampleLines } from './sample-lines';

/** The rounds that a driver's thread makes ahead, until the main thread takes them. */
export interface KeptRounds {
  /** Rounds of this plan are kept from now on, in monotonic seconds. */
  plan(told: RoundsToCome, now: number): void;
  hasRoom(): boolean;
  /** Each how many moments one should be made, so that there is room for many more where nobody takes them: more of them the more room is used. */
  momentsApart(): number;
  /** Keeps the round that was just made. */
  keep(): void;
  /** Nothing is joined any more to what is kept now. Returns how many rounds that are. */
  seal(): number;
}

export interface RoundKeeping {
  readonly memory: SharedArrayBuffer;
  readonly layout: DriverMemory;
  /** Appends to a file, and returns how many bytes it took. */
  readonly write: (file: number, text: string) => number;
  /** Called when lines are no longer written that were to be. */
  readonly stopped: () => void;
}

export type KeepRounds = typeof keepRounds;

/**
 * Keeps rounds one behind the other in the shared memory. Where their samples are written, this happens for several of them at once,
 * because a processor that sleeps between them has forgotten the code; and of those that are written the newest stands for all but the first
 * (`Stretch`), so that who takes them has little to do. What is unusual in any way is not written, nor what comes after it.
 *
 * It is a part of the thread's program, as `serveDriver` is, and sees nothing of this file but its parameters.
 */
export function keepRounds({ memory, layout, write, stopped }: RoundKeeping): KeptRounds {
  const { cells: cell } = layout;
  const cells = new Int32Array(memory);
  // Through arrays, which cost less than a DataView: all that is read lies at multiples of what it takes.
  const words = new Uint32Array(memory);
  const doubles = new Float64Array(memory);
  const all = new Uint8Array(memory);
  const expectedList = new Int32Array(memory, layout.expectedList);
  let size = { calls: 0, bytes: 0, slotBytes: 0, slots: 0 };
  let lines: SampleLines | null = null;
  /** Rounds that wait to be written, behind those that are kept, and since when. */
  let waiting = 0;
  let waitingSince = 0;
  /** How many rounds of the plan were made, how many of them written, and how many of those that are kept are joined with no later one. */
  let made = 0;
  let written = 0;
  let sealed = 0;
  /** Of each device the counter and the power of the newest written round and of the one after it, and when they were. */
  let counters = new Float64Array(0);
  let watts = new Float64Array(0);
  let nextCounters = counters;
  let nextWatts = watts;
  let writtenAt = 0;

  const slotAt = (index: number): number => layout.roundsAhead + (index % size.slots) * size.slotBytes;
  const rounded = (value: number): number => Math.round(1000 * value) / 1000;

  /** When the round of a slot was made. */
  const secondsOf = (slot: number): number => {
    const last = expectedList[Atomics.load(cells, cell.expected) - 1] ?? 0;
    return doubles[slot / 8 + last] ?? 0;
  };

  /** Reads a device of the round in a slot. Returns whether it is usual. */
  const isUsual = (device: LineDevice, index: number, slot: number, at: number): boolean => {
    const { place, watts: limit, baseJoules, since, counterJoules } = device;
    if (place === null) {
      nextCounters[index] = Math.max(counterJoules, baseJoules + limit * (at - since));
      nextWatts[index] = limit;
      return true;
    }
    const shift = (slot + 16 * size.calls - layout.gatheredData) / 4;
    const low = shift + place.counter / 4;
    const counter = ((words[low + 1] ?? 0) * 2 ** 32 + (words[low] ?? 0)) * place.joulesPerCount;
    const power = (words[shift + place.power / 4] ?? 0) * place.wattsPerCount;
    nextCounters[index] = counter;
    nextWatts[index] = power;
    const before = counters[index] ?? 0;
    // Half a second of grace for the counter's tick.
    const most = before + limit * (at - writtenAt + 0.5);
    if (!(counter >= before && counter <= most && power <= limit)) return false;
    if (words[slot / 4 + 2 * size.calls + place.call] !== 0) return false;
    for (const word of place.valid) if (words[shift + word.at / 4] !== word.is) return false;
    return true;
  };

  const areUsual = ({ devices, longestSeconds, count }: SampleLines, slot: number, at: number): boolean => {
    if (written >= count || at - writtenAt > longestSeconds) return false;
    for (let index = 0; index < devices.length; index++) {
      const device = devices[index];
      if (device === undefined || !isUsual(device, index, slot, at)) return false;
    }
    return true;
  };

  /** The line of the round that was read last. */
  const lineOf = ({ startedAt, devices, rest }: SampleLines, at: number): string => {
    let joules = '';
    let power = '';
    for (let index = 0; index < devices.length; index++) {
      const { told = 0, zeroJoules = 0 } = devices[index] ?? {};
      const comma = index === 0 ? '' : ',';
      joules += comma + String(rounded(Math.max(told, (nextCounters[index] ?? 0) - zeroJoules)));
      power += comma + String(rounded(nextWatts[index] ?? 0));
    }
    const t = Math.round(1e6 * (at - startedAt)) / 1e6;
    return `{"type":"sample","t":${t},"joules":[${joules}],"watts":[${power}]${rest}}\n`;
  };

  /** Takes the round that was read last into the stretch at `offset`, which it begins where it `isNew`; after so many seconds, or none. */
  const addToStretch = (offset: number, isNew: boolean, seconds: number): void => {
    const first = offset / 8;
    if (isNew) doubles.fill(0, first, first + 2 + 3 * watts.length);
    doubles[first] = (doubles[first] ?? 0) + 1;
    doubles[first + 1] = (doubles[first + 1] ?? 0) + seconds * seconds;
    for (let index = 0; index < watts.length; index++) {
      const at = first + 2 + 3 * index;
      const power = nextWatts[index] ?? 0;
      const joules = (seconds * (power + (watts[index] ?? 0))) / 2;
      doubles[at] = (doubles[at] ?? 0) + joules;
      if (seconds > 0) doubles[at + 1] = (doubles[at + 1] ?? 0) + (joules * joules) / seconds;
      if (power > (doubles[at + 2] ?? 0)) doubles[at + 2] = power;
    }
  };

  const passOn = (at: number): void => {
    const formerCounters = counters;
    const formerWatts = watts;
    counters = nextCounters;
    watts = nextWatts;
    nextCounters = formerCounters;
    nextWatts = formerWatts;
    writtenAt = at;
    written += 1;
  };

  const stopWriting = (): void => {
    lines = null;
    stopped();
  };

  /** Appends lines; what the file does not take is left to the meter, which tells why when it writes that itself. */
  const writeText = (text: string): void => {
    if (lines === null || text === '') return;
    let taken = 0;
    try {
      taken = write(lines.file, text);
    } catch {
      // None of it.
    }
    if (taken === text.length) return;
    const { texts, textBytes } = layout;
    const left = Math.min(text.length - taken, textBytes);
    for (let index = 0; index < left; index++) all[texts + index] = text.charCodeAt(taken + index);
    Atomics.store(cells, cell.textLength, left);
    stopWriting();
  };

  /** Writes and keeps the rounds that wait. */
  const takeWaiting = (): void => {
    const before = cells[cell.aheadMade] ?? 0;
    const count = waiting;
    waiting = 0;
    let kept = before;
    let text = '';
    // Where a call has hung, the run may have ended meanwhile, and its file with it.
    if (Atomics.load(cells, cell.expected) === 0) lines = null;
    for (let index = before; index < before + count; index++) {
      const from = slotAt(index);
      const at = secondsOf(from);
      const told = lines;
      const isWritten = told !== null && areUsual(told, from, at);
      const follows = isWritten && kept > sealed && cells[cell.linesWritten] === kept;
      const joins = follows && kept - sealed >= 2;
      if (joins) kept -= 1;
      const slot = slotAt(kept);
      if (slot !== from) all.copyWithin(slot, from, from + 16 * size.calls + size.bytes);
      if (isWritten) {
        text += lineOf(told, at);
        const stretch = slot + 16 * size.calls + 8 * Math.ceil(size.bytes / 8);
        addToStretch(stretch, !joins, follows ? at - writtenAt : 0);
        passOn(at);
        cells[cell.linesWritten] = kept + 1;
      } else if (told !== null && written < told.count) {
        writeText(text);
        text = '';
        if (lines !== null) stopWriting();
      }
      kept += 1;
      if (2 * text.length > layout.textBytes) {
        writeText(text);
        text = '';
      }
    }
    writeText(text);
    Atomics.store(cells, cell.aheadMade, kept);
  };

  return {
    plan: ({ calls, bytes, slotBytes, slots, lines: told }, now) => {
      takeWaiting();
      size = { calls, bytes, slotBytes, slots };
      lines = told;
      made = written = sealed = 0;
      const devices = told?.devices ?? [];
      counters = Float64Array.from(devices, ({ counterJoules }) => counterJoules);
      watts = new Float64Array(devices.length);
      nextCounters = new Float64Array(devices.length);
      nextWatts = new Float64Array(devices.length);
      writtenAt = devices.reduce((at, { place, since }) => (place === null ? at : Math.min(at, since)), now);
      cells[cell.linesWritten] = 0;
      cells[cell.aheadMade] = 0;
      cells[cell.aheadTaken] = 0;
    },
    hasRoom: () => {
      const isFull = (): boolean =>
        (cells[cell.aheadMade] ?? 0) + waiting - Atomics.load(cells, cell.aheadTaken) >= size.slots;
      if (isFull()) takeWaiting();
      return !isFull();
    },
    momentsApart: () => {
      const used = (cells[cell.aheadMade] ?? 0) + waiting - Atomics.load(cells, cell.aheadTaken);
      return 2 * used < size.slots ? 1 : 4 * used < 3 * size.slots ? 4 : 16;
    },
    keep: () => {
      const kept = (cells[cell.aheadMade] ?? 0) + waiting;
      const slot = slotAt(kept);
      const { calls, bytes } = size;
      all.copyWithin(slot, layout.times, layout.times + 8 * calls);
      all.copyWithin(slot + 8 * calls, layout.codes, layout.codes + 4 * calls);
      all.copyWithin(slot + 16 * calls, layout.gatheredData, layout.gatheredData + bytes);
      const at = secondsOf(slot);
      if (waiting === 0) waitingSince = at;
      waiting += 1;
      made += 1;
      // From the last one of the lines on the meter goes on.
      if (lines === null || at - waitingSince >= lines.waitSeconds || made >= lines.count) takeWaiting();
    },
    seal: () => {
      takeWaiting();
      return (sealed = cells[cell.aheadMade] ?? 0);
    },
  };
}
