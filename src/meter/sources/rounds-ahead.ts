import {
  aheadBytes,
  gatheredBytes,
  gatheredData,
  layout,
  mostGathered,
  mostRoundsAhead,
} from './driver-memory';
import type { RoundsToCome } from './driver-thread-program';
import type { GatheredCall } from './driver-thread';
import type { SampleLines, Stretch } from './sample-lines';

const { cells: cell } = layout;

/** A plan whose moments lie this near to those of the one before is the same. */
const slackSeconds = 0.0015;

/** When rounds are made ahead. All in seconds. */
export interface AheadPlan {
  /** One is made at this moment by the monotonic clock, and then at an even distance. */
  readonly at: number;
  readonly period: number;
  /** Others are made between them, so far apart; 0 for none. */
  readonly between: number;
  /** By up to this share sooner or later, at random: 0 to 1. */
  readonly uneven: number;
  /** Nobody knows when they will be taken: the more of the room is used, the less often rounds are made. */
  readonly isUntilTaken?: boolean;
  /** What the rounds are written as; left out where they are kept alone. */
  readonly lines?: SampleLines | null;
}

/** How many bytes a round that was made ahead takes, of so many gathered calls that write so many bytes. */
const roundBytes = (calls: number, written: number): number => 16 * calls + 8 * Math.ceil(written / 8);

/** How many doubles a stretch of so many devices takes. */
const stretchLength = (devices: number): number => 2 + 3 * devices;

/**
 * What gathered calls have brought, as the main thread sees it: of the round that it has asked for, or of the next one of those
 * that the driver's thread has made ahead, without being asked, and has put one behind the other.
 */
export class RoundsAhead {
  private readonly all: Uint8Array;
  private readonly view: DataView;
  private readonly cells: Int32Array;
  private readonly liveCodes: Int32Array;
  private readonly liveTimes: Float64Array;
  private readonly expectedList: Int32Array;
  private readonly codes = new Int32Array(mostGathered);
  private readonly times = new Float64Array(mostGathered);
  /** What gathered calls have written, from `gatheredData` on; of it a part is ever touched. */
  private readonly written = new Uint8Array(gatheredBytes);
  /** Whether the round that was gone on to is in the journal already. */
  isWritten = false;
  /** The rounds that it stands for besides; null where it is for itself alone. */
  stretch: Stretch | null = null;
  /** How many rounds may be taken; null for all that there are. */
  private sealed: number | null = null;
  private calls: readonly GatheredCall[] | null = null;
  private planned: AheadPlan | null = null;
  private size = { calls: 0, bytes: 0, slotBytes: 0, slots: 0 };

  constructor(private readonly memory: SharedArrayBuffer) {
    this.all = new Uint8Array(memory);
    this.view = new DataView(memory);
    this.cells = new Int32Array(memory);
    this.liveCodes = new Int32Array(memory, layout.codes, mostGathered);
    this.liveTimes = new Float64Array(memory, layout.times, mostGathered);
    this.expectedList = new Int32Array(memory, layout.expectedList, mostGathered);
  }

  /** Where a call that writes `bytes` at `offset` of the shared memory is read. */
  bytesAt(offset: number, bytes: number): Uint8Array {
    return this.written.subarray(offset - gatheredData, offset - gatheredData + bytes);
  }

  codeOf({ number }: GatheredCall): number {
    return this.codes[number] ?? 0;
  }

  secondsOf({ number }: GatheredCall): number {
    return this.times[number] ?? 0;
  }

  /** These calls have just been made because they were asked for. */
  takeLive(calls: readonly GatheredCall[]): void {
    for (const { number, bytes, offset } of calls) {
      this.codes[number] = this.liveCodes[number] ?? 0;
      this.times[number] = this.liveTimes[number] ?? 0;
      bytes.set(this.all.subarray(offset, offset + bytes.length));
    }
  }

  /** Whether these calls are planned so already. How far apart rounds are between is brought up to date. */
  isPlanned(calls: readonly GatheredCall[], plan: AheadPlan): boolean {
    const { planned } = this;
    if (this.calls !== calls || planned?.period !== plan.period || this.hasLines(plan)) return false;
    const steps = (plan.at - planned.at) / plan.period;
    if (Math.abs(steps - Math.round(steps)) * plan.period >= slackSeconds) return false;
    this.writePace(plan);
    return true;
  }

  /** How many rounds are kept at the most. */
  get roundsKept(): number {
    return this.size.slots;
  }

  /** Writes the plan of these calls. Returns what the thread is to be told; null where there is no room. */
  plan(calls: readonly GatheredCall[], plan: AheadPlan): RoundsToCome | null {
    // Of all that is gathered only what comes before the last of these calls is kept: lists of processes, which come later, are long.
    const gathered = Math.max(...calls.map(({ number }) => number)) + 1;
    const bytes = Math.max(...calls.map(({ offset, bytes: { length } }) => offset + length)) - gatheredData;
    const devices = plan.lines?.devices.length ?? 0;
    const slotBytes = roundBytes(gathered, bytes) + (devices === 0 ? 0 : 8 * stretchLength(devices));
    const slots = Math.min(mostRoundsAhead, Math.floor(aheadBytes / slotBytes));
    this.forget();
    if (calls.length === 0 || slots === 0) return null;
    for (let index = 0; index < calls.length; index++) this.expectedList[index] = calls[index]?.number ?? 0;
    this.view.setFloat64(layout.aheadPlan, plan.at, true);
    this.view.setFloat64(layout.aheadPlan + 8, plan.period, true);
    this.writePace(plan);
    this.calls = calls;
    this.planned = plan;
    this.size = { calls: gathered, bytes, slotBytes, slots };
    const { lines = null, isUntilTaken = false } = plan;
    return { ...this.size, length: calls.length, lines, isUntilTaken };
  }

  /** From here on what was made ahead is of no interest. */
  forget(): void {
    Atomics.store(this.cells, cell.expected, 0);
    this.sealed = null;
    this.calls = null;
    this.planned = null;
  }

  /** Goes on to the next round of these calls that was made ahead; false where there is none. */
  next(calls: readonly GatheredCall[]): boolean {
    if (this.calls !== calls) return false;
    const taken = this.cells[cell.aheadTaken] ?? 0;
    if ((this.sealed ?? Atomics.load(this.cells, cell.aheadMade)) === taken) return false;
    const { slotBytes, slots, calls: count, bytes } = this.size;
    const slot = layout.roundsAhead + (taken % slots) * slotBytes;
    this.times.set(new Float64Array(this.memory, slot, count));
    this.codes.set(new Int32Array(this.memory, slot + 8 * count, count));
    this.written.set(new Uint8Array(this.memory, slot + 16 * count, bytes));
    this.isWritten = taken < Atomics.load(this.cells, cell.linesWritten);
    this.stretch = this.isWritten ? this.stretchAt(slot + roundBytes(count, bytes)) : null;
    Atomics.store(this.cells, cell.aheadTaken, taken + 1);
    return true;
  }

  /** The thread joins nothing any more to the rounds before this one, which can be taken; null where it joins nothing at all. */
  seal(made: number | null): void {
    this.sealed = made;
  }

  /** When the next round is to be made, in monotonic seconds; null where none is planned. */
  get nextSeconds(): number | null {
    return this.planned === null ? null : this.view.getFloat64(layout.aheadPlan, true);
  }

  /** Whether samples are written of the rounds. */
  get areWritten(): boolean {
    return (this.planned?.lines ?? null) !== null;
  }

  private stretchAt(offset: number): Stretch | null {
    const devices = this.planned?.lines?.devices.length ?? 0;
    const values = new Float64Array(this.memory, offset, stretchLength(devices));
    const [rounds = 1, secondsSquared = 0] = values;
    if (rounds < 2) return null;
    return {
      rounds,
      secondsSquared,
      devices: Array.from({ length: devices }, (_, index) => {
        const [joules = 0, wattsSquaredSeconds = 0, highestWatts = 0] = values.subarray(2 + 3 * index);
        return { joules, wattsSquaredSeconds, highestWatts };
      }),
    };
  }

  private hasLines(plan: AheadPlan): boolean {
    return (plan.lines ?? this.planned?.lines ?? null) !== null;
  }

  private writePace({ between, uneven }: AheadPlan): void {
    this.view.setFloat64(layout.aheadPlan + 16, between, true);
    this.view.setFloat64(layout.aheadPlan + 24, uneven, true);
  }
}
