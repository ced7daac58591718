import type { DriverMemory } from './driver-thread-program';

// The memory that the main thread and one that calls a driver's library share.

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
export const roundsAhead = singleData + 128 * 1024;
export const aheadBytes = 512 * 1024;
export const mostRoundsAhead = 128;
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
  },
  operations: { load: 1, bind: 2, call: 3, gather: 4, round: 5, watch: 6, expect: 7 },
  list,
  expectedList,
  aheadPlan,
  codes,
  times,
  parameters,
  parameterBytes,
  data: singleData,
  gatheredData,
  roundsAhead,
};
