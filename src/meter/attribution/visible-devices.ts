import type { Accelerator } from '../source';
import { noteTexts } from '../../runs/note-texts';

/** One accelerator of this machine, as a probe names it. */
export interface Candidate {
  readonly id: string;
  readonly accelerator: Accelerator;
}

export interface Selection {
  /** The ids of the devices that the variables leave to the run. */
  readonly ids: readonly string[];
  /** Of a choice that is not sure, the ids of all that it may be; `ids` has the guess. */
  readonly doubtful: readonly string[];
  /** Of the devices of which the run has slices alone: its part of the compute, 0 to 1. */
  readonly sliceShares: ReadonlyMap<string, number>;
  /** The variables that decided, in words; null where none is set, so that every device is the run's. */
  readonly method: string | null;
  /** What people must know to read the figures. */
  readonly notes: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

interface VendorSelection {
  readonly indices: readonly number[];
  readonly sliceShares: ReadonlyMap<number, number>;
  readonly variable: string | null;
  readonly notes: readonly string[];
  readonly isDoubtful?: boolean;
}

/**
 * Which accelerators a command with this environment can use. CUDA's rules are those of the CUDA C++ Programming Guide
 * (environment variables), ROCm's those of its "GPU isolation techniques".
 */
export function selectDevices(environment: Environment, candidates: readonly Candidate[]): Selection {
  const ids: string[] = [];
  const doubtful: string[] = [];
  const sliceShares = new Map<string, number>();
  const variables: string[] = [];
  const notes: string[] = [];
  const vendors = ['nvidia', 'amd', 'intel', 'apple'] as const;
  for (const vendor of vendors) {
    const own = candidates.filter(({ accelerator }) => accelerator.vendor === vendor);
    if (own.length === 0) continue;
    const selected = selectors[vendor](environment, own);
    for (const index of selected.indices) {
      const id = own[index]?.id;
      if (id === undefined || ids.includes(id)) continue;
      ids.push(id);
      const share = selected.sliceShares.get(index);
      if (share !== undefined) sliceShares.set(id, share);
    }
    if (selected.isDoubtful === true) doubtful.push(...own.map(({ id }) => id));
    if (selected.variable !== null) variables.push(selected.variable);
    notes.push(...selected.notes);
  }
  return { ids, doubtful, sliceShares, method: variables.length === 0 ? null : variables.join(', '), notes };
}

type Select = (environment: Environment, candidates: readonly Candidate[]) => VendorSelection;

const all = (candidates: readonly Candidate[]): VendorSelection => ({
  indices: candidates.map((_, index) => index),
  sliceShares: new Map(),
  variable: null,
  notes: [],
});

const selectors: Readonly<Record<Accelerator['vendor'], Select>> = {
  nvidia: selectNvidia,
  amd: selectAmd,
  intel: selectIntel,
  apple: (_, candidates) => all(candidates),
};

/** NVIDIA_VISIBLE_DEVICES of a container is not looked at: the driver shows such a container its own devices alone. */
function selectNvidia(environment: Environment, candidates: readonly Candidate[]): VendorSelection {
  const text = environment['CUDA_VISIBLE_DEVICES'];
  if (text === undefined) return withOnlySlices(selectBySlurm(environment, candidates), candidates);
  // A slice whose device can't be told: a program that lists no slices, or a driver that does not show them.
  const [first = ''] = text.split(',').map((part) => part.trim());
  if (/^MIG-./i.test(first) && findSlice(first, candidates) === null && !candidates.some(hasSlices))
    return {
      ...all(candidates),
      notes: [
        noteTexts.write('Of which GPU {0} is a slice is not told here: all of them are metered.', first),
      ],
    };
  const notes: string[] = [];
  const fastestFirst = environment['CUDA_DEVICE_ORDER'] !== 'PCI_BUS_ID';
  const isMixed = new Set(candidates.map(nameOf)).size > 1;
  const indices: number[] = [];
  const sliceShares = new Map<number, number>();
  let usesIndices = false;
  for (const entry of text.split(',').map((part) => part.trim())) {
    const found = findNvidia(entry, candidates);
    // The list ends at the first entry that names no device; the same device twice makes the whole list invalid.
    if (found === null) break;
    if (found.isWhole && indices.includes(found.index)) {
      return { indices: [], sliceShares: new Map(), variable: `CUDA_VISIBLE_DEVICES=${text}`, notes: [] };
    }
    usesIndices ||= found.byIndex;
    if (!indices.includes(found.index)) indices.push(found.index);
    if (found.slice !== null)
      sliceShares.set(found.index, Math.min(1, (sliceShares.get(found.index) ?? 0) + found.slice));
  }
  const isDoubtful =
    usesIndices && fastestFirst && isMixed && indices.length > 0 && indices.length < candidates.length;
  if (isDoubtful) {
    notes.push(
      noteTexts.write(
        'CUDA_VISIBLE_DEVICES counts the fastest GPU first, and these GPUs differ: with CUDA_DEVICE_ORDER=PCI_BUS_ID it is sure which are meant.',
      ),
    );
  }
  return { indices, sliceShares, variable: `CUDA_VISIBLE_DEVICES=${text}`, notes, isDoubtful };
}

const hasSlices = ({ accelerator }: Candidate): boolean => accelerator.slices.length > 0;
const nameOf = ({ accelerator }: Candidate): string => accelerator.model ?? '';

interface FoundDevice {
  readonly index: number;
  readonly byIndex: boolean;
  /** Whether the device was named, and not a slice of it. */
  readonly isWhole: boolean;
  /** The share of the device, where that is a slice: CUDA takes the first of one that is divided and is named as a whole. */
  readonly slice: number | null;
}

const wholeDevice = (index: number, byIndex: boolean, candidates: readonly Candidate[]): FoundDevice => ({
  index,
  byIndex,
  isWhole: true,
  slice: candidates[index]?.accelerator.slices[0]?.share ?? null,
});

/** Where nothing was named, a divided device of which one slice alone is seen, as in a container that was given it, is that slice. */
function withOnlySlices(selected: VendorSelection, candidates: readonly Candidate[]): VendorSelection {
  const sliceShares = new Map(
    selected.indices.flatMap((index): [number, number][] => {
      const slices = candidates[index]?.accelerator.slices ?? [];
      return slices.length === 1 && slices[0] !== undefined ? [[index, slices[0].share]] : [];
    }),
  );
  return { ...selected, sliceShares };
}

function findNvidia(entry: string, candidates: readonly Candidate[]): FoundDevice | null {
  // CUDA reads a number as C's atoi does: "1abc" is 1, and what is no number is no device.
  const number = /^\d+/.exec(entry);
  if (number !== null) {
    const index = candidates.findIndex(({ accelerator }) => accelerator.index === Number(number[0]));
    return index === -1 ? null : wholeDevice(index, true, candidates);
  }
  if (/^MIG-/i.test(entry)) return findSlice(entry, candidates);
  // A UUID may be cut short as long as it names one device.
  if (!/^GPU-/i.test(entry) || entry.length <= 'GPU-'.length) return null;
  const matches = candidates.flatMap(({ accelerator }, index) =>
    accelerator.uuid?.toLowerCase().startsWith(entry.toLowerCase()) === true ? [index] : [],
  );
  const [index] = matches;
  return matches.length === 1 && index !== undefined ? wholeDevice(index, false, candidates) : null;
}

/** `MIG-<uuid>`, or as drivers before 470 wrote it `MIG-GPU-<uuid>/<GPU instance>/<compute instance>`. */
function findSlice(entry: string, candidates: readonly Candidate[]): FoundDevice | null {
  const wanted = entry.toLowerCase();
  for (const [index, { accelerator }] of candidates.entries()) {
    const slice = accelerator.slices.find(({ uuid }) => uuid.toLowerCase().startsWith(wanted));
    if (slice !== undefined) return { index, byIndex: false, isWhole: false, slice: slice.share };
    const parent = /^mig-(gpu-[0-9a-f-]+)(?:\/|$)/.exec(wanted)?.[1];
    if (parent !== undefined && accelerator.uuid?.toLowerCase() === parent) {
      const share = accelerator.slices[0]?.share ?? 1;
      return { index, byIndex: false, isWhole: false, slice: share };
    }
  }
  return null;
}

/** Slurm sets CUDA_VISIBLE_DEVICES itself where it confines devices; where it does not, it still says what it gave. */
function selectBySlurm(environment: Environment, candidates: readonly Candidate[]): VendorSelection {
  const names = ['SLURM_STEP_GPUS', 'SLURM_JOB_GPUS'];
  const name = names.find((each) => (environment[each] ?? '') !== '');
  if (name === undefined) return all(candidates);
  const given = numbersOf(environment[name] ?? '');
  const indices = candidates.flatMap(({ accelerator }, index) =>
    given.has(accelerator.index) ? [index] : [],
  );
  // Numbers of the machine, where a container or a control group shows fewer devices: those shown are the job's.
  if (indices.length < given.size) return all(candidates);
  return { indices, sliceShares: new Map(), variable: `${name}=${environment[name] ?? ''}`, notes: [] };
}

/** `0,2-3` */
function numbersOf(text: string): Set<number> {
  const numbers = new Set<number>();
  for (const part of text.split(',')) {
    const range = /^\s*(\d{1,4})(?:\s*-\s*(\d{1,4}))?\s*$/.exec(part);
    if (range === null) continue;
    const first = Number(range[1]);
    const last = range[2] === undefined ? first : Number(range[2]);
    for (let number = first; number <= last; number++) numbers.add(number);
  }
  return numbers;
}

/** ROCR_VISIBLE_DEVICES is applied first; HIP_VISIBLE_DEVICES (or CUDA_VISIBLE_DEVICES) counts among what it leaves. */
function selectAmd(environment: Environment, candidates: readonly Candidate[]): VendorSelection {
  const parts = amdParts(candidates);
  let left: readonly AmdPart[] = parts;
  const variables: string[] = [];
  // HIP takes one that is empty for one that is not set (rocdevice.cpp of ROCm's clr), and ROCR for one that names no device.
  const hip = ['HIP_VISIBLE_DEVICES', 'CUDA_VISIBLE_DEVICES', 'GPU_DEVICE_ORDINAL'].find(
    (name) => (environment[name] ?? '') !== '',
  );
  for (const name of ['ROCR_VISIBLE_DEVICES', ...(hip === undefined ? [] : [hip])]) {
    const text = environment[name];
    if (text === undefined) continue;
    variables.push(`${name}=${text}`);
    const chosen: AmdPart[] = [];
    for (const entry of text.split(',').map((part) => part.trim())) {
      const part = findAmd(entry, left);
      if (part === undefined) break;
      if (!chosen.includes(part)) chosen.push(part);
    }
    left = chosen;
  }
  const indices = [...new Set(left.map(({ candidate }) => candidate))];
  const sliceShares = new Map<number, number>();
  for (const index of indices) {
    const count = (of: readonly AmdPart[]): number =>
      of.filter(({ candidate }) => candidate === index).length;
    if (count(left) < count(parts)) sliceShares.set(index, count(left) / count(parts));
  }
  return { indices, sliceShares, variable: variables.length === 0 ? null : variables.join(', '), notes: [] };
}

/** What ROCm counts as a device: a board, or one of its dies or partitions. */
interface AmdPart {
  readonly candidate: number;
  readonly index: number;
  readonly uuid: string | null;
}

const amdParts = (candidates: readonly Candidate[]): AmdPart[] =>
  candidates
    .flatMap(({ accelerator }, candidate) =>
      (accelerator.parts ?? [accelerator]).map(({ index, uuid }) => ({ candidate, index, uuid })),
    )
    .toSorted((a, b) => a.index - b.index);

function findAmd(entry: string, left: readonly AmdPart[]): AmdPart | undefined {
  if (/^\d+$/.test(entry)) return left[Number(entry)];
  if (!/^GPU-[0-9a-f]+/i.test(entry)) return undefined;
  return left.find(({ uuid }) => uuid?.toLowerCase() === entry.toLowerCase());
}

/** ZE_AFFINITY_MASK: `0,1` devices, `0.1` a tile of a device; ONEAPI_DEVICE_SELECTOR is richer and not read. */
function selectIntel(environment: Environment, candidates: readonly Candidate[]): VendorSelection {
  const text = environment['ZE_AFFINITY_MASK'];
  if (text === undefined || text.trim() === '') return all(candidates);
  const given = new Set(
    text.split(',').flatMap((entry) => {
      const device = /^\s*(\d+)(?:\.\d+)?\s*$/.exec(entry)?.[1];
      return device === undefined ? [] : [Number(device)];
    }),
  );
  const indices = candidates.flatMap(({ accelerator }, index) =>
    given.has(accelerator.index) ? [index] : [],
  );
  return { indices, sliceShares: new Map(), variable: `ZE_AFFINITY_MASK=${text}`, notes: [] };
}
