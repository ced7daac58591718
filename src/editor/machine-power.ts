import { spawn, type ChildProcess } from 'node:child_process';
import { homedir } from 'node:os';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { nodeVariable } from '../processes/node-variable';

const readingSchema = v.object({
  watts: v.nullable(v.number()),
  devices: v.array(
    v.object({
      name: v.string(),
      source: v.string(),
      provenance: v.picklist(['measured', 'modelled']),
      watts: v.nullable(v.number()),
    }),
  ),
});

/** What the machine draws now, whoever uses it; `watts` is null where a device's power is not known. */
export type MachineReading = v.InferOutput<typeof readingSchema>;

/** Calm enough for a status bar, and next to nothing for the machine. */
const intervalMs = 5000;

/**
 * The machine's power, from `wattlens watch` in a process of its own, which lives only while somebody wants to know. One
 * that ends by itself (nothing can be measured) is not started again until it is wanted anew.
 */
export class MachinePower {
  private child: ChildProcess | null = null;
  private isWanted = false;
  private latest: MachineReading | null = null;

  constructor(
    private readonly meterProgram: string,
    private readonly changed: () => void,
  ) {}

  /** The last reading; null before the first, and where nothing can be measured. */
  get reading(): MachineReading | null {
    return this.latest;
  }

  want(isWanted: boolean, powerArguments: readonly string[] = []): void {
    if (isWanted === this.isWanted) return;
    this.isWanted = isWanted;
    if (isWanted) this.start(powerArguments);
    else this.stop();
  }

  private start(powerArguments: readonly string[]): void {
    const child = spawn(
      process.execPath,
      [this.meterProgram, 'watch', '--json', '--interval', String(intervalMs), ...powerArguments],
      {
        cwd: homedir(),
        env: { ...process.env, ...nodeVariable },
        stdio: ['ignore', 'pipe', 'ignore'],
        windowsHide: true,
      },
    );
    this.child = child;
    const gone = (): void => {
      if (this.child !== child) return;
      this.child = null;
      this.tell(null);
    };
    child.on('error', gone);
    child.on('exit', gone);
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (this.child === child) this.tell(readingOf(line));
    });
  }

  private stop(): void {
    this.child?.kill();
    this.child = null;
    this.latest = null;
  }

  private tell(reading: MachineReading | null): void {
    this.latest = reading;
    this.changed();
  }

  dispose(): void {
    this.stop();
  }
}

function readingOf(line: string): MachineReading | null {
  try {
    const parsed = v.safeParse(readingSchema, JSON.parse(line));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
