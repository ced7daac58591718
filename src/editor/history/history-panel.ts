import * as v from 'valibot';
import * as vscode from 'vscode';
import { fromHistorySchema, type FromHistory, type ToHistory } from '../../../webview/history/protocol';
import { asTag, changeTags, longestTag } from '../../runs/tags';
import { commands } from '../contributions';
import type { PanelKind, PanelLink, PanelSession } from '../panel/panels';
import type { RunChange, RunMonitor } from '../runs/run-monitor';
import { readSettings } from '../settings';
import { useTranslator } from '../translate';
import { historyBody } from './history-body';
import { RunList } from './run-list';
import { noticeText } from '../shown-text';

/** There is one history, so nothing tells one from another, and nothing need be kept. */
const historyState = v.fallback(v.null(), null);
export type HistoryState = null;

const refreshMilliseconds = 3000;

/** The history is one panel. */
export function historyPanel(monitor: RunMonitor): PanelKind<HistoryState, ToHistory, FromHistory> {
  // A part that is loaded by itself has its own copy of it.
  useTranslator(vscode.l10n.t, vscode.env.language);
  return {
    page: { bundle: 'history', styles: ['style', 'panel', 'history'], body: historyBody(vscode.l10n.t) },
    stateSchema: historyState,
    messageSchema: fromHistorySchema,
    key: () => '',
    title: () => vscode.l10n.t('Run History'),
    connect: (panel) => new HistorySession(panel, monitor),
  };
}

class HistorySession implements PanelSession<FromHistory> {
  private folder: { readonly path: string; readonly list: RunList };
  /** What the page was told last. */
  private wasReading = true;
  private readonly timer: NodeJS.Timeout;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly panel: PanelLink<HistoryState, ToHistory>,
    private readonly monitor: RunMonitor,
  ) {
    this.folder = this.openFolder();
    this.timer = setInterval(() => {
      if (panel.isShown) this.refresh();
    }, refreshMilliseconds);
    this.subscriptions = [
      monitor.onDidEndRun(() => {
        this.refresh();
      }),
      monitor.onDidChange((change) => {
        this.showNewRun(change);
      }),
    ];
  }

  show(): void {
    if (readSettings().runsFolder !== this.folder.path) this.folder = this.openFolder();
    const { list } = this.folder;
    this.wasReading = true;
    this.panel.post({ type: 'rows', rows: list.rows, isFirst: true, isReading: true });
    this.refresh();
  }

  receive(message: FromHistory): void {
    switch (message.type) {
      case 'openRun':
        void vscode.commands.executeCommand(commands.openRun, message.runId);
        break;
      case 'exportRun':
        void vscode.commands.executeCommand(commands.exportRun, message.runId);
        break;
      case 'compare':
        void vscode.commands.executeCommand(commands.compareRuns, message.runIds);
        break;
      case 'runTraining':
        void vscode.commands.executeCommand(commands.runTraining);
        break;
      case 'changeTag':
        void this.changeTag(message.runIds, message.tag, message.isSet);
        break;
    }
  }

  dispose(): void {
    clearInterval(this.timer);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private openFolder(): { readonly path: string; readonly list: RunList } {
    const path = readSettings().runsFolder;
    const list = new RunList(path, (id) => this.monitor.find(id)?.summary ?? null, {
      rows: (rows, isReading) => {
        if (rows.length === 0 && isReading === this.wasReading) return;
        this.wasReading = isReading;
        this.panel.post({ type: 'rows', rows, isFirst: false, isReading });
      },
      removed: (runIds) => {
        this.panel.post({ type: 'removed', runIds });
      },
    });
    return { path, list };
  }

  private refresh(options = { isNew: false }): void {
    this.folder.list.refresh(options).catch((error: unknown) => {
      this.panel.post({ type: 'rows', rows: [], isFirst: false, isReading: false });
      void vscode.window.showErrorMessage(
        vscode.l10n.t(
          "Wattlens: the runs folder {0} can't be read: {1}",
          noticeText(this.folder.path),
          noticeText(reason(error)),
        ),
      );
    });
  }

  /** A run that starts is in the list at once; its figures follow with the next refresh. */
  private showNewRun({ samples, run }: RunChange): void {
    if (!this.panel.isShown || samples.length > 0) return;
    if (!this.folder.list.has(run.id)) this.refresh({ isNew: true });
  }

  private async changeTag(runIds: readonly string[], text: string, isSet: boolean): Promise<void> {
    const tag = asTag(text);
    if (tag === null) {
      await vscode.window.showWarningMessage(
        vscode.l10n.t('Wattlens: a tag has 1 to {0} characters.', longestTag),
      );
      return;
    }
    const { path, list } = this.folder;
    const known = new Set(list.rows.map(({ id }) => id));
    const problems: string[] = [];
    for (const id of runIds.filter((each) => known.has(each)))
      try {
        await changeTags(path, id, [{ tag, isSet }]);
      } catch (error) {
        problems.push(reason(error));
      }
    await list.refreshTags(runIds);
    const [problem] = problems;
    if (problem !== undefined)
      await vscode.window.showErrorMessage(
        vscode.l10n.t('Wattlens: {0} runs could not be tagged: {1}', problems.length, noticeText(problem)),
      );
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
