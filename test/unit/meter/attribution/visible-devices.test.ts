import assert from 'node:assert/strict';
import fc from 'fast-check';
import { selectDevices, type Candidate } from '../../../../src/meter/attribution/visible-devices';

const uuids = [
  'GPU-8f6d21a0-0000-4000-8000-000000000000',
  'GPU-8f7e0000-0000-4000-8000-000000000001',
  'GPU-1a2b0000-0000-4000-8000-000000000002',
  'GPU-ffff0000-0000-4000-8000-000000000003',
];

const nvidia = (
  index: number,
  model = 'H100',
  slices: Candidate['accelerator']['slices'] = [],
): Candidate => ({
  id: `gpu:${uuids[index] ?? ''}`,
  accelerator: { vendor: 'nvidia', index, model, uuid: uuids[index] ?? null, pciAddress: null, slices },
});
const amd = (index: number): Candidate => ({
  id: `gpu:0000:0${index}:00.0`,
  accelerator: {
    vendor: 'amd',
    index,
    model: 'MI300X',
    uuid: `GPU-${index}abc`,
    pciAddress: null,
    slices: [],
  },
});
const intel = (index: number): Candidate => ({
  id: `gpu:intel-${index}`,
  accelerator: { vendor: 'intel', index, model: 'Max 1550', uuid: null, pciAddress: null, slices: [] },
});

const four = [0, 1, 2, 3].map((index) => nvidia(index));
const indicesOf = (environment: Record<string, string>, candidates = four): number[] =>
  selectDevices(environment, candidates).ids.map((id) => candidates.findIndex((each) => each.id === id));

describe('the accelerators that a run can use', () => {
  it('are all where nothing chooses', () => {
    const selection = selectDevices({}, four);
    assert.equal(selection.ids.length, 4);
    assert.equal(selection.method, null);
  });

  it('follow CUDA_VISIBLE_DEVICES as CUDA does', () => {
    const cases: [string, number[]][] = [
      ['0', [0]],
      ['2,0', [2, 0]],
      [' 1 , 3 ', [1, 3]],
      ['', []],
      ['-1', []],
      ['0,-1,2', [0]],
      ['0,9,1', [0]],
      ['0,none', [0]],
      ['NoDevFiles', []],
      ['1,1', []],
      ['2gpu', [2]],
      [uuids[1] ?? '', [1]],
      ['GPU-8f6', [0]],
      ['gpu-1a2b', [2]],
      // Names two devices.
      ['GPU-8f', []],
      ['GPU-', []],
      [`${uuids[3] ?? ''},0`, [3, 0]],
    ];
    for (const [value, expected] of cases)
      assert.deepEqual(indicesOf({ CUDA_VISIBLE_DEVICES: value }), expected, `"${value}"`);
    assert.equal(selectDevices({ CUDA_VISIBLE_DEVICES: '1' }, four).method, 'CUDA_VISIBLE_DEVICES=1');
  });

  it('are slices with their part of the device', () => {
    const slices = [
      { uuid: 'MIG-aaaa', share: 3 / 7 },
      { uuid: 'MIG-bbbb', share: 2 / 7 },
    ];
    const candidates = [nvidia(0), nvidia(1, 'H100', slices)];
    const one = selectDevices({ CUDA_VISIBLE_DEVICES: 'MIG-aaaa' }, candidates);
    assert.deepEqual(one.ids, [candidates[1]?.id]);
    assert.equal(one.sliceShares.get(candidates[1]?.id ?? ''), 3 / 7);
    const both = selectDevices({ CUDA_VISIBLE_DEVICES: 'MIG-aaaa,MIG-bbbb' }, candidates);
    assert.deepEqual(both.ids, [candidates[1]?.id]);
    assert.ok(Math.abs((both.sliceShares.get(candidates[1]?.id ?? '') ?? 0) - 5 / 7) < 1e-12);
    const old = selectDevices({ CUDA_VISIBLE_DEVICES: `MIG-${uuids[1] ?? ''}/7/0` }, candidates);
    assert.deepEqual(old.ids, [candidates[1]?.id]);
    assert.deepEqual(selectDevices({ CUDA_VISIBLE_DEVICES: 'MIG-cccc' }, candidates).ids, []);
  });

  it('are all of them where a slice is named and nothing tells of slices, which is said', () => {
    const { ids, method, notes } = selectDevices({ CUDA_VISIBLE_DEVICES: 'MIG-aaaa' }, four);
    assert.equal(ids.length, 4);
    assert.equal(method, null);
    assert.match(notes.join(), /Of which GPU MIG-aaaa is a slice is not told here/);
    // The older form names the device.
    assert.deepEqual(indicesOf({ CUDA_VISIBLE_DEVICES: `MIG-${uuids[2] ?? ''}/1/0` }), [2]);
  });

  it('are the first slice of a divided device that is named as a whole, and the only one that is seen where nothing is named', () => {
    const first = { uuid: 'MIG-aaaa', share: 3 / 7 };
    const second = { uuid: 'MIG-bbbb', share: 2 / 7 };
    const shareOf = (slices: readonly (typeof first)[], variable?: string): number | undefined => {
      const device = nvidia(0, 'H100', slices);
      return selectDevices({ CUDA_VISIBLE_DEVICES: variable }, [device]).sliceShares.get(device.id);
    };
    assert.equal(shareOf([first, second], '0'), 3 / 7);
    assert.equal(shareOf([first, second], uuids[0]), 3 / 7);
    // The same device twice is no list.
    assert.equal(shareOf([first, second], '0,0'), undefined);
    // A container that was given a slice shows no other.
    assert.equal(shareOf([second]), 2 / 7);
    assert.equal(shareOf([first, second]), undefined);
    assert.equal(shareOf([]), undefined);
  });

  it('are told to be unsure where CUDA’s order is not that of the bus', () => {
    const mixed = [nvidia(0, 'T4'), nvidia(1, 'H100')];
    assert.equal(selectDevices({ CUDA_VISIBLE_DEVICES: '0' }, mixed).notes.length, 1);
    const ordered = { CUDA_VISIBLE_DEVICES: '0', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' };
    assert.equal(selectDevices(ordered, mixed).notes.length, 0);
    assert.equal(selectDevices({ CUDA_VISIBLE_DEVICES: '0' }, four).notes.length, 0);
    assert.equal(selectDevices({ CUDA_VISIBLE_DEVICES: uuids[0] ?? '' }, mixed).notes.length, 0);
  });

  it('are those that Slurm gave, where it set no variable of CUDA', () => {
    assert.deepEqual(indicesOf({ SLURM_JOB_GPUS: '1,2' }), [1, 2]);
    assert.deepEqual(indicesOf({ SLURM_JOB_GPUS: '0-3', SLURM_STEP_GPUS: '3' }), [3]);
    assert.deepEqual(indicesOf({ SLURM_JOB_GPUS: '1,2', CUDA_VISIBLE_DEVICES: '0' }), [0]);
    // The job sees one of eight devices, under the number 0.
    assert.deepEqual(indicesOf({ SLURM_JOB_GPUS: '6' }, [nvidia(0)]), [0]);
  });

  it('follow ROCm’s two layers', () => {
    const gpus = [0, 1, 2, 3].map(amd);
    assert.deepEqual(indicesOf({ ROCR_VISIBLE_DEVICES: '2,3' }, gpus), [2, 3]);
    assert.deepEqual(indicesOf({ ROCR_VISIBLE_DEVICES: '2,3', HIP_VISIBLE_DEVICES: '1' }, gpus), [3]);
    assert.deepEqual(indicesOf({ HIP_VISIBLE_DEVICES: '1', CUDA_VISIBLE_DEVICES: '0' }, gpus), [1]);
    assert.deepEqual(indicesOf({ ROCR_VISIBLE_DEVICES: 'GPU-2abc' }, gpus), [2]);
    assert.deepEqual(indicesOf({ HIP_VISIBLE_DEVICES: '-1' }, gpus), []);
    assert.deepEqual(indicesOf({ ROCR_VISIBLE_DEVICES: '' }, gpus), []);
    // To HIP an empty one is none.
    assert.deepEqual(indicesOf({ HIP_VISIBLE_DEVICES: '' }, gpus), [0, 1, 2, 3]);
    assert.deepEqual(indicesOf({ HIP_VISIBLE_DEVICES: '', CUDA_VISIBLE_DEVICES: '2' }, gpus), [2]);
  });

  it('follow Intel’s mask', () => {
    const gpus = [0, 1].map(intel);
    assert.deepEqual(indicesOf({ ZE_AFFINITY_MASK: '1.0,1.1' }, gpus), [1]);
    assert.deepEqual(indicesOf({ ZE_AFFINITY_MASK: '' }, gpus), [0, 1]);
  });

  it('keep the vendors apart', () => {
    const both = [...four, ...[0, 1].map(intel)];
    assert.deepEqual(indicesOf({ CUDA_VISIBLE_DEVICES: '0' }, both), [0, 4, 5]);
  });

  it('are always some of those there, each once, whatever the variables hold', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('0', '0,1', 'GPU-8', 'MIG-x', '1-3,,', '-1'));
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'CUDA_VISIBLE_DEVICES',
            'SLURM_JOB_GPUS',
            'HIP_VISIBLE_DEVICES',
            'ZE_AFFINITY_MASK',
          ),
          text,
        ),
        (environment) => {
          const candidates = [...four, ...[0, 1].map(amd), ...[0, 1].map(intel)];
          const { ids, sliceShares } = selectDevices(environment, candidates);
          assert.equal(new Set(ids).size, ids.length);
          for (const id of ids) assert.ok(candidates.some((each) => each.id === id));
          for (const share of sliceShares.values()) assert.ok(share > 0 && share <= 1);
        },
      ),
    );
  });
});
