import * as vscode from 'vscode';
import { join } from 'node:path';
import type { IntensitySetup } from '../grid/intensity-setup';
import { isProviderId } from '../grid/provider';
import { defaultRunsFolder } from '../runs/run-files';

/** The settings of package.json, typed. An empty string or null there means "not set" and is undefined here. */
export interface Settings {
  readonly codeLensEnabled: boolean;
  readonly inlayHints: 'off' | 'valuesThatMatter' | 'all';
  /** What of a model's configuration is told in the Problems view and in the editor. */
  readonly diagnostics: 'off' | 'problems' | 'all';
  readonly whenIdle: 'lastRun' | 'machineWatts' | 'hidden';
  /** Whether training that was started elsewhere is metered. */
  readonly attach: 'always' | 'ask' | 'never';
  readonly region: string | undefined;
  readonly pue: number | undefined;
  /** Years that the hardware is kept, and per cent of them in which it works, for its embodied emissions. */
  readonly hardwareLife: number | undefined;
  readonly hardwareUse: number | undefined;
  /** What reports have beside the usual. */
  readonly report: { readonly equivalents: boolean; readonly water: boolean };
  /** The provider of live intensity, whose keys are in the secret storage; null where none is turned on. */
  readonly intensity: Omit<IntensitySetup, 'keys'> | null;
  readonly pythonPath: string | undefined;
  readonly runArguments: readonly string[];
  readonly intervalMs: number;
  readonly baselineSeconds: number;
  /** A user's own meter; undefined where none is named. */
  readonly power: PowerSettings | undefined;
  readonly runsFolder: string;
  /** Undefined = runs are kept for ever. */
  readonly retentionDays: number | undefined;
  readonly largestMegabytes: number | undefined;
  /** Whether estimates are corrected by what past runs of this machine reached. */
  readonly calibratesEstimates: boolean;
  readonly estimate: {
    readonly hardware: string | undefined;
    readonly gpus: number | undefined;
    readonly tokens: number | undefined;
    readonly sequenceLength: number | undefined;
    readonly batchSize: number | undefined;
    readonly dtype: string | undefined;
  };
}

export interface PowerSettings {
  readonly command: string;
  readonly unit: string | undefined;
  readonly field: string | undefined;
  readonly scope: string | undefined;
}

export const settingsSection = 'wattlens';

/** settings.json takes anything: a value of the wrong type counts as not set, a number too far out as the nearest that is allowed. */
export function readSettings(scope?: vscode.Uri): Settings {
  const configuration = vscode.workspace.getConfiguration(settingsSection, scope ?? null);
  // VS Code warns in the log where a setting of the whole window is read for one resource.
  const ofWindow =
    scope === undefined ? configuration : vscode.workspace.getConfiguration(settingsSection, null);
  const text = (key: string): string | undefined => {
    const value = configuration.get<unknown>(key);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const positive = (key: string): number | undefined => {
    const value = configuration.get<unknown>(key);
    return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
  };
  const pue = positive('carbon.pue');
  const powerCommand = text('run.powerCommand');
  const provider = text('carbon.provider') ?? '';
  const custom = {
    path: text('carbon.customPath'),
    unit: text('carbon.customUnit'),
    kind: text('carbon.customKind'),
    scope: text('carbon.customScope'),
  };
  const zone = text('carbon.providerZone');
  const address = text('carbon.providerUrl');
  const attach = text('attach');
  const hints = text('inlayHints');
  const diagnostics = text('diagnostics');
  const whenIdle = ofWindow.get<unknown>('statusBar.whenIdle');
  const runArguments = configuration.get<unknown>('run.arguments');
  const baselineSeconds = configuration.get<unknown>('run.baselineSeconds');
  return {
    codeLensEnabled: configuration.get<unknown>('codeLens.enabled') !== false,
    inlayHints: hints === 'off' || hints === 'all' ? hints : 'valuesThatMatter',
    diagnostics: diagnostics === 'off' || diagnostics === 'problems' ? diagnostics : 'all',
    whenIdle: whenIdle === 'lastRun' || whenIdle === 'machineWatts' ? whenIdle : 'hidden',
    attach: attach === 'always' || attach === 'never' ? attach : 'ask',
    region: text('carbon.region'),
    pue: pue === undefined || pue < 1 ? undefined : Math.min(pue, 10),
    hardwareLife: between(0.1, positive('carbon.hardwareLifeYears'), 30),
    hardwareUse: between(0.1, positive('carbon.hardwareUsePercent'), 100),
    report: {
      equivalents: ofWindow.get<unknown>('carbon.equivalents') === true,
      water: ofWindow.get<unknown>('carbon.water') === true,
    },
    intensity: isProviderId(provider) ? { id: provider, zone, address, custom } : null,
    pythonPath: text('run.pythonPath'),
    runArguments: Array.isArray(runArguments)
      ? runArguments.filter((argument) => typeof argument === 'string')
      : [],
    intervalMs: within(100, Math.round(positive('run.intervalMs') ?? 1000), 60_000),
    baselineSeconds: typeof baselineSeconds === 'number' ? within(0, baselineSeconds, 60) : 0,
    power:
      powerCommand === undefined
        ? undefined
        : {
            command: powerCommand,
            unit: text('run.powerUnit'),
            field: text('run.powerField'),
            scope: text('run.powerScope'),
          },
    retentionDays: positive('runs.retentionDays'),
    largestMegabytes: positive('runs.maxSizeMb'),
    runsFolder: expandHome(text('runs.folder')) ?? defaultRunsFolder(),
    calibratesEstimates: ofWindow.get<unknown>('estimate.calibrate') !== false,
    estimate: {
      hardware: text('estimate.hardware'),
      gpus: positive('estimate.gpus'),
      tokens: positive('estimate.tokens'),
      sequenceLength: positive('estimate.sequenceLength'),
      batchSize: positive('estimate.batchSize'),
      dtype: text('estimate.dtype'),
    },
  };
}

const between = (low: number, value: number | undefined, high: number): number | undefined =>
  value === undefined ? undefined : within(low, value, high);

const within = (low: number, value: number, high: number): number => Math.min(Math.max(value, low), high);

function expandHome(path: string | undefined): string | undefined {
  const home = process.env['HOME'] ?? process.env['USERPROFILE'];
  return path?.startsWith('~/') === true && home !== undefined ? join(home, path.slice(2)) : path;
}
