import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Attribution } from '../../../../src/meter/attribution/attribution';
import type { Selection } from '../../../../src/meter/attribution/visible-devices';
import type { ProcessRecord } from '../../../../src/meter/processes/linux-processes';
import type { DeviceProcess, Probe } from '../../../../src/meter/source';

const processor: Probe = {
  id: 'cpu:model',
  name: 'Processor',
  domain: 'cpu',
  source: 'CPU model (TDP x load)',
  rung: 6,
  provenance: 'modelled',
  range: { low: 0.5, mid: 1, high: 1.6 },
  within: null,
  counter: null,
  averagedSeconds: 0,
  highestWatts: Infinity,
  read: () => ({ ok: true, counterJoules: null, watts: 50 }),
};
const selection: Selection = { ids: [], doubtful: [], method: null, notes: [], sliceShares: new Map() };
const wattsOfMachine = 10;

/** A machine whose processes and clocks stand where a test puts them. It draws `wattsOfMachine` all the time. */
class Machine {
  now = 0;
  busy = 50;
  /** What a look costs. */
  cost = { processorSeconds: 0, wallSeconds: 0 };
  childSeconds: number | null = null;
  readonly commands = new Map<number, string[]>();
  lists = 0;
  reads = 0;
  private meterSeconds = 0;
  private processes: ProcessRecord[] = [];
  readonly attribution: Attribution;

  constructor(probe = processor) {
    this.attribution = new Attribution(
      [probe],
      selection,
      {
        list: () => {
          this.lists += 1;
          this.spend();
          return this.processes;
        },
        read: (pid) => {
          this.reads += 1;
          this.spend();
          return this.processes.find((each) => each.pid === pid) ?? null;
        },
        command: (pid) => this.commands.get(pid) ?? [],
        busySeconds: () => this.busy,
        meterSeconds: () => this.meterSeconds,
      },
      () => this.now,
    );
  }

  /** The processes there are besides the first of all, as [pid, parent, processor seconds, start]. */
  have(...processes: [pid: number, parent: number, cpuSeconds: number, startTicks?: number][]): void {
    this.processes = ([[1, 0, 0], ...processes] as typeof processes).map(
      ([pid, parent, cpuSeconds, startTicks = pid]) => ({
        pid,
        parent,
        startTicks,
        cpuSeconds,
        hasEnded: false,
      }),
    );
  }

  get joules(): number[] {
    return [wattsOfMachine * this.now];
  }

  launch(pid: number): void {
    this.attribution.start(pid, this.joules, {
      busySeconds: this.busy,
      childSeconds: () => this.childSeconds,
    });
  }

  attach(pid: number): void {
    this.attribution.start(pid, this.joules);
  }

  /** Goes on by some seconds in which all processors were busy for `busy`, and updates where that is due. */
  pass(seconds: number, busy: number): void {
    this.now += seconds;
    this.busy += busy;
    if (this.attribution.isDue) this.attribution.update(this.joules);
  }

  finish(): number | null {
    this.attribution.end(this.childSeconds);
    this.attribution.finish(this.joules);
    return this.share;
  }

  get share(): number | null {
    return this.attribution.shareJoules()[0] ?? null;
  }

  private spend(): void {
    this.now += this.cost.wallSeconds;
    this.meterSeconds += this.cost.processorSeconds;
  }
}

const near = (actual: number | null, expected: number, message?: string): void => {
  assert.ok(
    actual !== null && Math.abs(actual - expected) < 1e-6,
    `${message ?? 'share'}: ${actual} and not ${expected}`,
  );
};

describe('the share of a run', () => {
  it('is not known below one tick of the kernel’s clock, and known from there on', () => {
    const machine = new Machine();
    machine.have([7, 1, 0]);
    machine.launch(7);
    machine.pass(2, 1);
    assert.equal(machine.share, null);
    assert.match(machine.attribution.takeNews()?.methods[0] ?? '', /^not known: .*10 ms/);

    machine.have([7, 1, 0.5]);
    machine.pass(2, 1);
    near(machine.share, 10);
    assert.equal(machine.attribution.takeNews()?.methods[0], 'its processor time over that of all processes');
  });

  it('is not known where a service starts the processes, for they are not seen', () => {
    const machine = new Machine();
    machine.have([7, 1, 0], [8, 7, 0]);
    machine.commands.set(8, ['docker', 'run', '--gpus', 'all', 'image', 'python', 'train.py']);
    machine.launch(7);
    machine.have([7, 1, 0.1], [8, 7, 0.4]);
    machine.pass(20, 40);
    assert.equal(machine.share, null);
    const { methods, used } = machine.attribution.takeNews() ?? {};
    assert.match(methods?.[0] ?? '', /^not known: the processes of docker run are started by a service/);
    assert.deepEqual(used, [null]);
    assert.equal(machine.finish(), null);
  });

  it('is of the whole time since the last look, however long that was, once its command has ended', () => {
    const machine = new Machine();
    machine.have([7, 1, 0]);
    machine.launch(7);
    machine.have([7, 1, 0.5]);
    machine.pass(2, 4);
    near(machine.share, (20 * 0.5) / 4);
    // 25 s without a look, and nothing is left of the command but what it was waited for with.
    machine.now += 25;
    machine.busy += 50;
    machine.have();
    machine.childSeconds = 8;
    near(machine.finish(), (20 * 0.5) / 4 + (250 * 7.5) / 50);
  });

  it('is not changed by looks for processes that live', () => {
    const machine = new Machine();
    machine.have([7, 1, 0]);
    machine.launch(7);
    machine.have([7, 1, 1]);
    machine.pass(2, 4);
    machine.now += 25;
    machine.busy += 50;
    machine.have();
    machine.childSeconds = 8;
    machine.attribution.look();
    assert.ok(machine.attribution.isGone);
    machine.attribution.look();
    near(machine.share, 5);
    near(machine.finish(), 5 + (250 * 7) / 50);
  });

  it('of a command that has left processes goes on with what it used itself', () => {
    const machine = new Machine();
    machine.have([7, 1, 0]);
    machine.launch(7);
    machine.have([7, 1, 1], [8, 7, 1]);
    machine.pass(1, 4);
    // 7 has used 3 s until it ended, and 8 goes on for a while: the metering waits for it.
    machine.have([8, 1, 2]);
    machine.childSeconds = 3;
    machine.pass(1, 4);
    near(machine.share, (10 * 2) / 4 + (10 * 3) / 4);
    machine.have([8, 1, 4]);
    machine.pass(1, 4);
    machine.have();
    near(machine.finish(), (10 * 2) / 4 + (10 * 3) / 4 + (10 * 2) / 4);
  });

  it('does not end with what is used after it', () => {
    const machine = new Machine();
    machine.have([7, 1, 0]);
    machine.launch(7);
    machine.have();
    machine.now += 1;
    machine.busy += 2;
    machine.childSeconds = 1;
    machine.attribution.end(1);
    // The readings of the end are waited for.
    machine.busy += 50;
    machine.attribution.finish(machine.joules);
    near(machine.share, 5);
  });

  it('of a process that was there has what it was last seen to have used, and a second of it is lost at most', () => {
    const machine = new Machine();
    machine.cost = { processorSeconds: 0.0001, wallSeconds: 0.0001 };
    machine.have([7, 1, 100]);
    machine.attach(7);
    for (let second = 1; second <= 30; second++) {
      machine.have([7, 1, 100 + second]);
      machine.pass(1, 2);
    }
    machine.now += 0.9;
    machine.busy += 1.8;
    machine.have();
    const share = machine.finish() ?? 0;
    assert.ok(share > 10 * 14 && share < 10 * 16, `${share} J of about 155 J`);
  });

  it('of a process that was there is seen between updates too', () => {
    const machine = new Machine();
    machine.have([7, 1, 100]);
    machine.attach(7);
    for (let second = 1; second <= 9; second++) {
      machine.now += 1;
      machine.busy += 2;
      machine.have([7, 1, 100 + second]);
      machine.attribution.glance();
    }
    machine.have();
    near(machine.finish(), (90 * 9) / 18);
  });

  it('has the children that ended, seen or not, and those that nobody has waited for as they were last seen', () => {
    const machine = new Machine();
    machine.have([7, 1, 0]);
    machine.launch(7);
    machine.have([7, 1, 0], [8, 7, 0.5], [9, 8, 0.25]);
    machine.pass(1, 2);
    near(machine.share, (10 * 0.75) / 2);
    // 9 was waited for by 8, and 8 by 7, which has their time now.
    machine.have([7, 1, 1.75]);
    machine.pass(1, 2);
    near(machine.share, (20 * 1.75) / 4);
    // 10 comes and is lost by 7; it ends unseen.
    machine.have([7, 1, 1.75], [10, 7, 1]);
    machine.pass(11, 22);
    machine.have([7, 1, 1.75]);
    machine.pass(1, 2);
    machine.childSeconds = 1.75;
    machine.have();
    near(machine.finish(), (20 * 1.75) / 4 + (110 * 1) / 22);
  });

  it('of children that are found late is of the time since all processes were listed, and no less than they used', () => {
    const machine = new Machine();
    machine.cost = { processorSeconds: 0.0004, wallSeconds: 0.0004 };
    machine.have([7, 1, 0]);
    machine.launch(7);
    machine.pass(1, 2);
    const listed = machine.lists;
    // From here on 8 works; the looks at 7 alone don't see it until all are listed again.
    let worked = 0;
    while (machine.lists === listed) {
      worked += 1;
      machine.have([7, 1, 0], [8, 7, worked]);
      machine.pass(1, 2);
    }
    assert.ok(worked > 5, 'there were looks in between');
    const share = machine.share ?? 0;
    assert.ok(Math.abs(share - 5 * worked) < 0.5, `${share} J of ${5 * worked} J`);
  });

  it('has nothing of a process that was given the number of one of its own', () => {
    const machine = new Machine();
    machine.have([7, 1, 0, 700], [8, 7, 0, 800]);
    machine.launch(7);
    machine.have([7, 1, 0, 700], [8, 7, 1, 800]);
    machine.pass(1, 2);
    machine.have([7, 1, 1, 700], [8, 1, 30, 900]);
    machine.pass(1, 2);
    machine.pass(1, 2);
    near(machine.share, 5);
    machine.now += 1;
    machine.busy += 2;
    machine.have([7, 1, 20, 950]);
    machine.childSeconds = 1.5;
    near(machine.finish(), 5 + (10 * 0.5) / 2);
  });

  it('never goes back, and is never more than all', () => {
    const machine = new Machine();
    machine.have([7, 1, 0]);
    machine.launch(7);
    let before = 0;
    for (const used of [1, 9, 9.5, 9.5, 12]) {
      machine.have([7, 1, used]);
      machine.pass(1, 2);
      const share = machine.share ?? 0;
      assert.ok(share >= before && share <= wattsOfMachine * machine.now, `${share} J`);
      before = share;
    }
  });

  it('is looked for as often on a busy machine, and seldom where that costs much', () => {
    const looksWithin = (processorSeconds: number, wallSeconds: number): number => {
      const machine = new Machine();
      machine.have([7, 1, 0]);
      machine.launch(7);
      machine.cost = { processorSeconds, wallSeconds };
      machine.lists = machine.reads = 0;
      for (let tenth = 0; tenth < 300; tenth++) machine.pass(0.1, 0.2);
      return machine.lists + machine.reads;
    };
    const quiet = looksWithin(0.00002, 0.00002);
    assert.ok(quiet >= 20, `${quiet} looks`);
    assert.ok(looksWithin(0.00002, 0.02) >= quiet - 3);
    assert.ok(looksWithin(0.002, 0.002) <= 4);
  });

  it('of an accelerator goes on as before until its command has ended', () => {
    let processes: DeviceProcess[] = [];
    const machine = new Machine({
      ...processor,
      id: 'gpu:0',
      domain: 'gpu',
      processes: () => processes,
    });
    machine.have([7, 1, 0], [20, 1, 0]);
    machine.launch(7);
    processes = [
      { pid: 7, utilization: 0.25, memoryBytes: null },
      { pid: 20, utilization: 0.75, memoryBytes: null },
    ];
    machine.pass(2, 0);
    near(machine.share, 5);
    machine.now += 25;
    processes = processes.slice(1);
    machine.have([20, 1, 0]);
    machine.attribution.look();
    machine.now += 1;
    near(machine.finish(), 5 + 65);
  });
});
