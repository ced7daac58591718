import type { NvmlCode, NvmlDevice, NvmlLibrary, NvmlResult } from './nvml-library';

/** nvmlReturn_t of calls that may succeed again once the driver is back: unloaded, stale handle, lost, to be reset, unknown. */
const broken: ReadonlySet<NvmlCode> = new Set([1, 2, 9, 15, 16, 999]);
/** Starting the driver again takes up to seconds and wakes it: it is not tried more often. */
const leastIntervalSeconds = 2;

/** A GPU's handle, which is another one after the driver was loaded again. */
export interface GpuHandle {
  readonly device: NvmlDevice;
}

interface Followed {
  device: NvmlDevice;
  readonly find: () => NvmlResult<NvmlDevice>;
  isFailing: boolean;
}

/**
 * The library over a reset of the driver or of a GPU. Where the calls of one GPU fail as they do after one, its handle is
 * obtained anew; where those of all fail, the library is shut down and started again before, on a thread of its own.
 * Until that succeeds the calls fail as before.
 */
export class NvmlSession {
  private readonly followed = new Map<GpuHandle, Followed>();
  private isRestarting = false;
  private isClosed = false;
  private nextAttempt = 0;

  constructor(private readonly library: NvmlLibrary) {}

  /** `find` obtains the handle of the same GPU again. */
  follow(device: NvmlDevice, find: () => NvmlResult<NvmlDevice>): GpuHandle {
    const handle = { device, find, isFailing: false };
    this.followed.set(handle, handle);
    return handle;
  }

  /** A call of the handle's GPU; a failure that a new handle may mend sees to one. */
  call<Value>(handle: GpuHandle, call: (device: NvmlDevice) => NvmlResult<Value>): NvmlResult<Value> {
    if (this.isRestarting) return { ok: false, code: 1 };
    const result = call(handle.device);
    const own = this.followed.get(handle);
    if (own === undefined) return result;
    own.isFailing = !result.ok && broken.has(result.code);
    if (own.isFailing) this.mend(own);
    return result;
  }

  close(): void {
    this.isClosed = true;
    if (!this.isRestarting) this.library.shutdown();
  }

  private mend(own: Followed): void {
    const now = performance.now() / 1000;
    if (this.isClosed || now < this.nextAttempt) return;
    this.nextAttempt = now + leastIntervalSeconds;
    if ([...this.followed.values()].every(({ isFailing }) => isFailing)) this.restart();
    else this.findAgain(own);
  }

  private findAgain(own: Followed): void {
    const found = own.find();
    if (found.ok) own.device = found.value;
  }

  private restart(): void {
    this.isRestarting = true;
    void this.library.restart().then((started) => {
      this.isRestarting = false;
      this.nextAttempt = performance.now() / 1000 + leastIntervalSeconds;
      if (this.isClosed) this.library.shutdown();
      else if (started.ok) for (const each of this.followed.values()) this.findAgain(each);
    });
  }
}
