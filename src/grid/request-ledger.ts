import { randomBytes } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { RequestLimit } from './provider';
import { cleanShared, readWhole, removeFile, shareFile } from './shared-file';

/** A line of the ledger. */
const claimSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ at: v.pipe(v.number(), v.finite()), by: v.pipe(v.string(), v.minLength(1)) }),
);
const pauseSchema = v.object({ until: v.pipe(v.number(), v.finite()) });

type Claim = v.InferOutput<typeof claimSchema>;

/** Larger than any ledger is: what stands there is of somebody else. */
const mostBytes = 1_000_000;
/** Between the claim and the sending of a request: the provider counts by its own clock. */
const slackMs = 1000;
const longestPauseMs = 24 * 3_600_000;

/**
 * The requests that all programs on a folder have sent to one provider, so that all of them together hold its limit. Each
 * claims a request by a line at the end of a file, and reads what stands before it: all who read the same lines come to the
 * same, so that nothing is locked, and whoever is killed holds up nobody. There is a file for each stretch of the limit's
 * length, of which the last two are read and older ones deleted.
 */
export class RequestLedger {
  private readonly stretchMs: number;
  private cleaned: number | null = null;

  /** `name` tells the provider and its address apart from others; it may be no part of a path. */
  constructor(
    private readonly folder: string,
    private readonly name: string,
    private readonly limit: RequestLimit,
    private readonly nowMs: () => number,
  ) {
    this.stretchMs = limit.seconds * 1000 + slackMs;
  }

  /** Claims a request: 0 where it may be sent now, else the seconds until one may. Where the folder can't be written 0: then each program holds the limit for itself. */
  claim(): number {
    try {
      const pausedMs = this.pausedUntil() - this.nowMs();
      if (pausedMs > 0) return pausedMs / 1000;
      for (let tries = 0; tries < 3; tries++) {
        const at = this.nowMs();
        const stretch = this.stretchOf(at);
        this.clean(stretch);
        const wait = this.waitFor({ at, by: '' }, stretch);
        if (wait > 0) return wait;
        const own = { at, by: randomBytes(8).toString('hex') };
        // The first line end closes a line whose writer was killed.
        appendFileSync(this.path(stretch), `\n${JSON.stringify(own)}\n`);
        // A claim that came late into its stretch may not have been seen by those of the next: it is made again.
        if (this.stretchOf(this.nowMs()) === stretch) return this.waitFor(own, stretch);
      }
      return 1;
    } catch {
      return 0;
    }
  }

  /** The provider asks all to leave it alone. */
  pause(seconds: number): void {
    const until = this.nowMs() + Math.min(seconds * 1000, longestPauseMs);
    if (until > this.pausedUntil()) shareFile(this.pausePath, { until });
  }

  /** Seconds until `own` is within the limit; it counts where it is written, at the end where it is not. */
  private waitFor(own: Claim, stretch: number): number {
    const claims = [...this.read(stretch - 1), ...this.read(stretch)];
    const sent: number[] = [];
    for (const { at, by } of [...claims, own]) {
      const recent = sent.filter((each) => each > at - this.stretchMs);
      const isSent = recent.length < this.limit.requests;
      if (by === own.by) {
        const free = recent.at(-this.limit.requests) ?? at;
        return isSent ? 0 : Math.max(0.1, (free + this.stretchMs - at) / 1000);
      }
      if (isSent) sent.push(at);
    }
    return 0;
  }

  private read(stretch: number): readonly Claim[] {
    const path = this.path(stretch);
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size === 0) return [];
    if (size > mostBytes) throw new Error(`${path} is no ledger`);
    return readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line) => {
        const claim = v.safeParse(claimSchema, line);
        return claim.success && this.stretchOf(claim.output.at) === stretch ? [claim.output] : [];
      });
  }

  private pausedUntil(): number {
    const pause = v.safeParse(pauseSchema, readWhole(this.pausePath));
    const until = pause.success ? pause.output.until : 0;
    return until - this.nowMs() > longestPauseMs ? 0 : until;
  }

  private clean(stretch: number): void {
    if (this.cleaned === stretch) return;
    this.cleaned = stretch;
    cleanShared(this.folder);
    for (const file of readdirSync(this.folder)) {
      const [, name, number] = /^requests-(.+)-(\d+)\.ndjson$/.exec(file) ?? [];
      if (name === this.name && Number(number) < stretch - 1) removeFile(join(this.folder, file));
    }
  }

  private stretchOf(moment: number): number {
    return Math.floor(moment / this.stretchMs);
  }

  private path(stretch: number): string {
    return join(this.folder, `requests-${this.name}-${stretch}.ndjson`);
  }

  private get pausePath(): string {
    return join(this.folder, `pause-${this.name}.json`);
  }
}
