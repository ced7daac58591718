// The memory that the main thread and one that calls a driver's library share.

/**
 * Where what lies in the memory that both threads share: cells are 32-bit words from its beginning, the rest are offsets
 * in bytes.
 */
export interface DriverMemory {
  readonly cells: {
    /** The number of the newest request, and of the newest one that was answered. */
    readonly request: number;
    readonly answered: number;
    readonly operation: number;
    /** 1 where the answer is wanted as a message as well. */
    readonly tells: number;
    /** The length of a text in `data`, or how many gathered calls are in `list`. */
    readonly length: number;
    /** Whether it went well, or the number of a function. */
    readonly outcome: number;
    /** The thread's own number in the system. */
    readonly thread: number;
    /** The exit code of the command plus 1, once that is known. */
    readonly exitCode: number;
    /** How many calls are in `expectedList`; 0 where no round is made ahead. */
    readonly expected: number;
    /** How many rounds were made ahead since that was asked for, and how many of them were taken. */
    readonly aheadMade: number;
    readonly aheadTaken: number;
    /** How many of the rounds that were made ahead were written as lines: the first ones. */
    readonly linesWritten: number;
    /** How often both threads look for what the other tells before they sleep. */
    readonly patience: number;
    /** How many bytes are in `texts`. */
    readonly textLength: number;
    /** 1 while what a round that was asked for has brought was not taken: no other is made meanwhile, which would write over it. */
    readonly untaken: number;
  };
  readonly operations: {
    readonly load: number;
    readonly bind: number;
    readonly call: number;
    readonly gather: number;
    readonly round: number;
    readonly watch: number;
    readonly expect: number;
    readonly seal: number;
  };
  /** 32-bit: the gathered calls of a round. */
  readonly list: number;
  /** The same of the rounds that are made ahead. */
  readonly expectedList: number;
  /**
   * When they are made, four doubles in seconds: the next one that is to be at its moment (monotonic), how far apart those are,
   * how far apart the others are between them (0 for none), and by which share of that unevenly.
   */
  readonly aheadPlan: number;
  /** 32-bit: what each gathered call has returned. */
  readonly codes: number;
  /** Doubles: when each gathered call had returned, in monotonic seconds. */
  readonly times: number;
  /** The parameters of a call, `parameterBytes` each: a kind, a length, and a value of 64 bits. */
  readonly parameters: number;
  readonly parameterBytes: number;
  /** Texts and what parameters point to. */
  readonly data: number;
  /** What gathered calls write. */
  readonly gatheredData: number;
  /** Lines of samples, the first of which may be cut, that the journal's file did not take. */
  readonly texts: number;
  readonly textBytes: number;
  /**
   * The rounds that were made ahead: of each the times and the codes of all gathered calls, and what they wrote. Where samples are
   * written of them, behind that doubles of the rounds that it stands for (`Stretch`): how many, the sum of the squared seconds between them, and of
   * each device the joules by power, the sum of power squared times time, and the highest power.
   */
  readonly roundsAhead: number;
}

/** The most calls that are made again and again. */
export const mostGathered = 512;
const listBytes = 4 * mostGathered;
const parameterBytes = 16;
const list = 64;
const codes = list + listBytes;
const times = codes + listBytes;
const expectedList = times + 2 * listBytes;
const aheadPlan = expectedList + listBytes;
/** Before them is what belongs to a call as a whole. */
const parameters = aheadPlan + 32 + 8;
/** What the gathered calls write, and behind it the texts and buffers of a single call. */
export const gatheredData = 16 * 1024;
export const gatheredBytes = 1024 * 1024;
export const singleData = gatheredData + gatheredBytes;
/** Rounds that were made ahead, one behind the other, and no more of them than these. */
const texts = singleData + 128 * 1024;
const textBytes = 64 * 1024;
export const roundsAhead = texts + textBytes;
export const aheadBytes = 1024 * 1024;
export const mostRoundsAhead = 512;
/** Taken by the kernel where it is written alone. */
export const memoryBytes = roundsAhead + aheadBytes;

/** Where in it all lies. */
export const layout: DriverMemory = {
  cells: {
    request: 0,
    answered: 1,
    operation: 2,
    tells: 3,
    length: 4,
    outcome: 5,
    thread: 6,
    exitCode: 7,
    expected: 8,
    aheadMade: 9,
    aheadTaken: 10,
    linesWritten: 11,
    patience: 12,
    textLength: 13,
    untaken: 14,
  },
  operations: { load: 1, bind: 2, call: 3, gather: 4, round: 5, watch: 6, expect: 7, seal: 8 },
  list,
  expectedList,
  aheadPlan,
  codes,
  times,
  parameters,
  parameterBytes,
  data: singleData,
  gatheredData,
  texts,
  textBytes,
  roundsAhead,
};
