import * as v from 'valibot';
import * as vscode from 'vscode';
import {
  fromComparisonSchema,
  type FromComparison,
  type ToComparison,
} from '../../../webview/comparison/protocol';
import { mostCompared } from '../../../webview/history/protocol';
import { readTags } from '../../runs/tags';
import { commands } from '../contributions';
import type { PanelKind, PanelLink, PanelSession } from '../panel/panels';
import { isRunId, type RunMonitor } from '../runs/run-monitor';
import type { TrackedRun } from '../runs/tracked-run';
import { readSettings } from '../settings';
import { useTranslator } from '../translate';
import { comparedRun } from './compared-run';
import { comparisonBody } from './comparison-body';

const comparisonState = v.object({
  runIds: v.pipe(v.array(v.pipe(v.string(), v.check(isRunId))), v.minLength(2), v.maxLength(mostCompared)),
});
export type ComparisonState = v.InferOutput<typeof comparisonState>;

/** Runs that live are shown anew after a while, and not with each sample. */
const updateMilliseconds = 2000;

/** A panel for each set of runs. */
export function comparisonPanel(
  monitor: RunMonitor,
): PanelKind<ComparisonState, ToComparison, FromComparison> {
  // A part that is loaded by itself has its own copy of it.
  useTranslator(vscode.l10n.t, vscode.env.language);
  return {
    page: {
      bundle: 'comparison',
      styles: ['style', 'panel', 'comparison'],
      body: comparisonBody(vscode.l10n.t),
    },
    stateSchema: comparisonState,
    messageSchema: fromComparisonSchema,
    key: ({ runIds }) => [...runIds].sort().join(' '),
    title: ({ runIds }) => vscode.l10n.t('Comparison of {0} runs', runIds.length),
    connect: (panel) => new ComparisonSession(panel, monitor),
  };
}

class ComparisonSession implements PanelSession<FromComparison> {
  private readonly runs: readonly TrackedRun[];
  private readonly missing: readonly string[];
  private readonly tags = new Map<string, readonly string[]>();
  private readonly subscription: vscode.Disposable;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly panel: PanelLink<ComparisonState, ToComparison>,
    monitor: RunMonitor,
  ) {
    const { runIds } = panel.state;
    const opened = runIds.map((id) => monitor.open(id));
    this.runs = opened.filter((run) => run !== undefined);
    this.missing = runIds.filter((_id, index) => opened[index] === undefined);
    this.subscription = monitor.onDidChange(({ run }) => {
      if (this.runs.includes(run)) this.postSoon();
    });
  }

  show(): void {
    const { runsFolder } = readSettings();
    void Promise.all([
      ...this.runs.map(async ({ id }) => this.tags.set(id, await readTags(runsFolder, id))),
      ...this.runs.map((run) => run.catchUp()),
    ]).then(() => {
      this.post();
    });
  }

  receive(message: FromComparison): void {
    switch (message.type) {
      case 'openRun':
        if (this.panel.state.runIds.includes(message.runId))
          void vscode.commands.executeCommand(commands.openRun, message.runId);
        break;
      case 'changeRuns':
        void vscode.commands.executeCommand(commands.compareRuns, this.panel.state.runIds, true);
        break;
    }
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.subscription.dispose();
  }

  private postSoon(): void {
    if (this.timer !== null || !this.panel.isShown) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.post();
    }, updateMilliseconds);
  }

  private post(): void {
    const runs = this.runs.map((run) => comparedRun(run, this.tags.get(run.id) ?? []));
    this.panel.post({
      type: 'snapshot',
      runs: runs.filter((run) => run !== null),
      missing: this.missing,
    });
  }
}
