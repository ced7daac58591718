import * as vscode from 'vscode';
import { describeBudget, describeOthers, type BudgetLevel, type BudgetState } from '../runs/budget';
import { smallShareOf } from '../runs/own-share';
import type { RunSummary } from '../runs/summary';
import { formatTimeLeft, isWide, timeLeftOf } from '../runs/time-left';
import type { BudgetWatcher } from './budgets/budget-watcher';
import { commands } from './contributions';
import { powerArguments } from './launch/training-task';
import { MachinePower, type MachineReading } from './machine-power';
import {
  carbonBasisText,
  deviceProvenance,
  energyText,
  figuresText,
  partText,
  powerText,
  remarkText,
  shortCommand,
} from './runs/figures';
import { keptSource, keptText } from './runs/kept-text';
import type { RunMonitor } from './runs/run-monitor';
import type { TrackedRun } from './runs/tracked-run';
import { readSettings, settingsSection } from './settings';
import { visibleText } from '../units/plain-text';

/** Between two pictures of a live run. */
const calmMs = 900;

/**
 * One item, calm: live figures while a run is metered; else, by the setting, the last run's total, what the machine draws,
 * or nothing.
 */
export class StatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly machine: MachinePower;
  private readonly subscriptions: vscode.Disposable[];
  private lastEnded: TrackedRun | null = null;
  private shown = { text: '', phase: '' };
  private renderedAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly monitor: RunMonitor,
    private readonly budgets: BudgetWatcher,
    meterProgram: string,
  ) {
    this.machine = new MachinePower(meterProgram, () => {
      this.render();
    });
    this.item = vscode.window.createStatusBarItem('wattlens.energy', vscode.StatusBarAlignment.Left, 0);
    this.item.name = vscode.l10n.t('Wattlens Energy');
    this.item.command = commands.openPanel;
    this.subscriptions = [
      monitor.onDidChange(() => {
        this.renderCalmly();
      }),
      monitor.onDidEndRun((run) => {
        this.lastEnded = run;
        this.render();
      }),
      budgets.onDidChange(() => {
        this.render();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settingsSection)) this.render();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.render();
      }),
    ];
    this.render();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.machine.dispose();
    vscode.Disposable.from(this.item, ...this.subscriptions).dispose();
  }

  /** At once where the last time is a second ago: ten readings a second would be no calm item. */
  private renderCalmly(): void {
    this.timer ??= setTimeout(
      () => {
        this.render();
      },
      Math.max(0, this.renderedAt + calmMs - performance.now()),
    );
  }

  private render(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.renderedAt = performance.now();
    const { whenIdle, power } = readSettings();
    const isMachineShown =
      this.monitor.live === undefined && whenIdle === 'machineWatts' && vscode.workspace.isTrusted;
    this.machine.want(isMachineShown, powerArguments(power));
    if (isMachineShown) {
      this.renderMachine();
      return;
    }
    const run = this.monitor.live ?? (whenIdle === 'lastRun' ? this.lastEnded : null);
    const summary = run?.summary ?? null;
    if (run === null || summary === null) {
      this.hide();
      return;
    }
    const budget = run.isLive ? this.budgets.stateOf(summary.id) : null;
    const phase = [
      summary.id,
      summary.state,
      isStarting(run) ? 'starting' : '',
      budget === null ? '' : `${budget.level} ${Math.round((100 * budget.spent) / budget.budget.limit)}`,
      remarkOf(summary),
      // The mean intensity of a run whose grid's provider tells it live.
      carbonBasisText(summary.carbonIntensity, summary.pue),
    ].join('\n');
    this.show(statusText(run, summary), phase, () => tooltip(summary, budget), budgetColor(budget?.level));
  }

  private renderMachine(): void {
    const { reading } = this.machine;
    if (typeof reading?.watts !== 'number') {
      this.hide();
      return;
    }
    const phase = `machine ${reading.devices.map(({ name, source }) => `${name} ${source}`).join()}`;
    this.show(`$(plug) ${powerText(reading.watts)}`, phase, () => machineTooltip(reading), undefined);
  }

  /** A tooltip that is written anew while it is open flickers (microsoft/vscode#128887): only where it tells something else. */
  private show(
    text: string,
    phase: string,
    tooltipOf: () => vscode.MarkdownString,
    background: vscode.ThemeColor | undefined,
  ): void {
    if (text !== this.shown.text) {
      this.item.text = text;
      this.item.accessibilityInformation = { label: `Wattlens: ${text.replace(/\$\([^)]*\)\s*/, '')}` };
    }
    if (phase !== this.shown.phase) {
      this.item.tooltip = tooltipOf();
      this.item.backgroundColor = background;
    }
    this.shown = { text, phase };
    this.item.show();
  }

  private hide(): void {
    this.item.hide();
    this.shown = { text: '', phase: '' };
  }
}

function machineTooltip({ devices }: MachineReading): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const line = (content: string): void => {
    appendLine(text, content);
  };
  line(vscode.l10n.t('What this machine draws now, whoever uses it; no run is metered'));
  for (const device of devices)
    line(`${keptSource(device.name)}, ${keptSource(device.source)}, ${deviceProvenance(device)}`);
  line(vscode.l10n.t('Click to show the energy panel.'));
  return text;
}

/** Names of devices and commands are text: nothing in them becomes a link or a picture. */
function appendLine(markdown: vscode.MarkdownString, content: string): void {
  markdown.appendText(visibleText(content));
  markdown.appendMarkdown('  \n');
}

const isStarting = (run: TrackedRun): boolean => (run.series?.seconds.length ?? 0) < 2;

function statusText(run: TrackedRun, summary: RunSummary): string {
  if (!run.isLive) return `$(check) ${figuresText(summary, undefined)}`;
  // Before the second sample the energy is 0, which would read like something measured.
  if (isStarting(run)) return `$(zap) ${vscode.l10n.t('starting the meter')}`;
  const left = timeLeftText(summary);
  return `$(zap) ${figuresText(summary, run.watts)}${left === null ? '' : ` · ${left}`}`;
}

/** "15 s left", "40 s to 2 min 30 s left" where that is not sure; null where there is no forecast. */
function timeLeftText(summary: RunSummary): string | null {
  const left = timeLeftOf(summary);
  if (left === null) return null;
  return isWide(left)
    ? vscode.l10n.t('{0} to {1} left', formatTimeLeft(left.low), formatTimeLeft(left.high))
    : vscode.l10n.t('{0} left', formatTimeLeft(left.mid));
}

/** Only these two colours are given to items of the status bar. */
function budgetColor(level: BudgetLevel | undefined): vscode.ThemeColor | undefined {
  switch (level) {
    case 'over':
      return new vscode.ThemeColor('statusBarItem.errorBackground');
    case 'likely':
      return new vscode.ThemeColor('statusBarItem.warningBackground');
    case 'within':
    case undefined:
      return undefined;
  }
}

/** Of a live run the part alone, and coarse: with each change of it the tooltip is written anew. */
function remarkOf(summary: RunSummary): string {
  const own = smallShareOf(summary.energyJoules);
  if (own === null || summary.state !== 'running') return remarkText(summary);
  const part = own.part < 0.01 ? Number(own.part.toPrecision(1)) : Number(own.part.toFixed(2));
  return partText({ energyJoules: { gross: 1, share: part } });
}

function tooltip(summary: RunSummary, budget: BudgetState | null): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const line = (content: string): void => {
    appendLine(text, content);
  };
  line(
    summary.state === 'running'
      ? vscode.l10n.t('Metering this run')
      : summary.state === 'ended'
        ? vscode.l10n.t('Last run, ended')
        : vscode.l10n.t('Last run, interrupted'),
  );
  line(shortCommand(summary.command, summary.cwd));
  text.appendMarkdown('\n');
  for (const device of summary.devices) {
    const figures =
      summary.state === 'running'
        ? ''
        : `: ${vscode.l10n.t('{0} mean, {1}', powerText(device.meanWatts), energyText(device.joules))}`;
    line(`${keptSource(device.name)}, ${keptSource(device.source)}, ${deviceProvenance(device)}${figures}`);
  }
  const remark = remarkOf(summary);
  if (remark !== '') line(vscode.l10n.t('All that the devices drew, {0}', remark));
  line(carbonBasisText(summary.carbonIntensity, summary.pue));
  // A link to another command than these is text.
  text.isTrusted = { enabledCommands: [commands.setPlace, commands.openRun, commands.openHistory] };
  if (summary.carbonIntensity.place === 'world')
    text.appendMarkdown(`[${vscode.l10n.t('Set the place')}](command:${commands.setPlace})  \n`);
  const run = encodeURIComponent(JSON.stringify([summary.id]));
  text.appendMarkdown(
    `[${vscode.l10n.t('Open Run')}](command:${commands.openRun}?${run}) · [${vscode.l10n.t('History')}](command:${commands.openHistory})  \n`,
  );
  for (const told of budget === null ? [] : [describeBudget(budget), describeOthers(budget, false)])
    if (told !== null) line(keptText(told));
  line(vscode.l10n.t('Click to show the energy panel.'));
  return text;
}
