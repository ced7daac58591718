import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { OpenedSource } from '../../../../src/meter/source';
import { ipmiSource, parsePowerReading } from '../../../../src/meter/sources/ipmi';
import {
  ipmiDevice,
  openIpmiDevice,
  receiveTruncated,
  sendCommand,
  type IpmiDevice,
} from '../../../../src/meter/sources/ipmi-device';
import { until } from '../../../sim/command-line';

/** Completion code, group, watts now, least, most and mean, time, period, state. */
function reading(watts: number, more: { completion?: number; state?: number } = {}): Buffer {
  const answer = Buffer.alloc(19);
  answer.set([more.completion ?? 0, 0xdc], 0);
  [watts, 8, 463, 227].forEach((value, index) => answer.writeUInt16LE(value, 2 + 2 * index));
  answer.writeUInt32LE(1_678_949_994, 10);
  answer.writeUInt32LE(1000, 14);
  answer.writeUInt8(more.state ?? 0x40, 18);
  return answer;
}

const controller = (answers: () => Buffer | null): IpmiDevice => ({
  send: (networkFunction, command, data) => {
    assert.deepEqual([networkFunction, command, ...data], [0x2c, 0x02, 0xdc, 0x01, 0, 0]);
    return true;
  },
  receive: answers,
  close: () => undefined,
});
const open = (device: IpmiDevice | { refused: string }): Promise<OpenedSource> =>
  ipmiSource(() => Promise.resolve(device)).open({ runsFolder: null });

describe('the power reading of a management controller', function () {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  it('is watts, or why not', () => {
    assert.equal(parsePowerReading(reading(228)), 228);
    for (const [answer, why] of [
      [reading(228, { completion: 0xc1 }), /no DCMI/],
      [reading(228, { completion: 0xc0 }), /0xc0/],
      [reading(228, { state: 0 }), /measurement is off/],
      [reading(0), /told no watts/],
      [reading(228).subarray(0, 8), /cut/],
      [Buffer.alloc(0), /empty/],
    ] as const)
      assert.match(String(parsePowerReading(answer)), why);
  });

  it('is read without waiting: the newest answer, at the time of its question', async () => {
    let watts = 200;
    let isLate = false;
    const source = await open(controller(() => (isLate ? null : reading(watts))));
    const [probe] = source.probes;
    const first = probe?.read();
    assert.ok(first?.ok === true && first.watts === 200 && first.observedAt !== undefined);
    watts = 300;
    isLate = true;
    const same = probe?.read();
    assert.ok(same?.ok === true && same.watts === 200 && same.observedAt === first.observedAt);
    isLate = false;
    await until(() => {
      const now = probe?.read();
      return now?.ok === true && now.watts === 300;
    }, 'the next answer');
    source.close();
  });

  it('says why there is none, and how to be let', async () => {
    const [none, forbidden, without] = await Promise.all([
      open({ refused: 'ENOENT' }),
      open({ refused: 'EACCES' }),
      open(controller(() => reading(0, { completion: 0xc1 }))),
    ]);
    assert.equal(none.statuses[0]?.isAbsent, true);
    assert.match(forbidden.statuses[0]?.fix ?? '', /GROUP="ipmi"/);
    assert.match(without.statuses[0]?.why ?? '', /has no DCMI/);
  });

  it('calls the real ioctl, which a file that is no controller refuses', async () => {
    const device = await openIpmiDevice('/dev/null');
    assert.ok(!('refused' in device));
    assert.equal(device.send(0x2c, 0x02, [0xdc, 1, 0, 0]), false);
    assert.equal(device.receive(), null);
    device.close();
    assert.deepEqual(await openIpmiDevice('/nowhere'), { refused: 'ENOENT' });
  });

  it('goes through the kernel’s structures: what ioctl is given, and what is taken from it', () => {
    // The memory that the structures point to, by the addresses that were handed out.
    const memory = new Map<bigint, Buffer>();
    const addressOf = (buffer: Buffer): bigint => {
      const known = [...memory].find(([, other]) => other === buffer)?.[0];
      const address = known ?? BigInt(0x1000 * (memory.size + 1));
      memory.set(address, buffer);
      return address;
    };
    const at = (buffer: Buffer, offset: number): Buffer => {
      const found = memory.get(buffer.readBigUInt64LE(offset));
      assert.ok(found !== undefined);
      return found;
    };
    let pending: bigint | null = null;
    const device = ipmiDevice((request, argument) => {
      if (request === sendCommand) {
        assert.equal(argument.length, 40);
        assert.deepEqual([...at(argument, 0)], [0x0c, 0, 0, 0, 0x0f, 0, 0, 0]);
        assert.deepEqual([argument[24], argument[25], argument.readUInt16LE(26)], [0x2c, 0x02, 4]);
        assert.deepEqual([...at(argument, 32).subarray(0, 4)], [0xdc, 1, 0, 0]);
        pending = argument.readBigInt64LE(16);
        return 0;
      }
      assert.equal(request, receiveTruncated);
      if (pending === null) return -1;
      argument.writeBigInt64LE(pending, 24);
      const answer = reading(412);
      answer.copy(at(argument, 40));
      argument.writeUInt16LE(answer.length, 34);
      pending = null;
      return 0;
    }, addressOf);
    assert.equal(device.receive(), null);
    assert.ok(device.send(0x2c, 0x02, [0xdc, 1, 0, 0]));
    assert.equal(parsePowerReading(device.receive() ?? Buffer.alloc(0)), 412);
    assert.equal(device.receive(), null);
  });
});
