import { basename } from 'node:path';
import * as vscode from 'vscode';
import { detectTraining } from '../training-verdicts';
import { formatEnergy, formatShare } from '../../units/format';
import { provenanceText } from '../runs/figures';
import type { RunMonitor } from '../runs/run-monitor';
import type { AttachConsent } from './attach-consent';
import { attachMeter, type AttachedMeter } from './attached-meters';
import { energyBetween, spanOfCell } from './energy-between';
import { findKernel } from './notebook-kernel';
import { noticeText } from '../shown-text';

interface NotebookContext {
  readonly meterProgram: string;
  readonly consent: AttachConsent;
  readonly monitor: RunMonitor;
  readonly log: vscode.LogOutputChannel;
}

/** A notebook whose kernel is metered, or is to be. */
interface MeteredNotebook {
  readonly meter: Promise<AttachedMeter | null>;
  runId: string | null;
  readonly running: Set<vscode.NotebookCell>;
  idleTimer: NodeJS.Timeout | null;
}

interface CellText {
  readonly text: string;
  readonly tooltip: string;
}

/** A kernel that computes nothing for so long is metered no more; its next cell begins a new run. */
const idleMs = 60_000;
/** Cells are short: samples at least this often. */
const intervalMs = 250;
const longestWaitSeconds = 10;
const kernelTries = 40;
const kernelWaitMs = 250;
const notMeasurable = 'not measurable here: the kernel is no process of this machine';

/**
 * Meters the kernel of a notebook that trains, from a cell's start until it is idle, and shows what each cell took. The
 * stable API tells of a cell that it has begun (a summary without times) and when it began and ended, afterwards: its
 * energy is cut out of the run then.
 */
export class NotebookEnergy implements vscode.Disposable {
  private readonly notebooks = new Map<vscode.NotebookDocument, MeteredNotebook>();
  /** Those that a person has asked for, whatever the setting. */
  private readonly asked = new WeakSet<vscode.NotebookDocument>();
  private readonly texts = new WeakMap<vscode.NotebookCell, CellText>();
  private readonly pending = new Map<vscode.NotebookCell, { readonly from: number; readonly to: number }>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly context: NotebookContext) {
    this.subscriptions = [
      vscode.notebooks.registerNotebookCellStatusBarItemProvider('*', {
        onDidChangeCellStatusBarItems: this.changed.event,
        provideCellStatusBarItems: (cell) => this.statusBarItem(cell),
      }),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook, cellChanges }) => {
        for (const { cell, executionSummary } of cellChanges)
          if (executionSummary !== undefined) this.executed(notebook, cell, executionSummary);
      }),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => {
        this.end(notebook);
      }),
      context.monitor.onDidChange(({ run }) => {
        this.settle(run.id);
      }),
    ];
  }

  /** What a cell took, once it is known. */
  statusBarItem(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem | undefined {
    const shown = this.texts.get(cell);
    if (shown === undefined) return undefined;
    const item = new vscode.NotebookCellStatusBarItem(
      shown.text,
      vscode.NotebookCellStatusBarAlignment.Right,
    );
    item.tooltip = shown.tooltip;
    return item;
  }

  /** Meters a notebook because a person asks for it: from now on, if its kernel is there already. */
  async meter(notebook: vscode.NotebookDocument): Promise<void> {
    this.asked.add(notebook);
    const meter = await this.begin(notebook).meter;
    if (meter === null)
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'Wattlens: {0} is metered from its next cell on, if its kernel runs on this machine.',
          noticeText(basename(notebook.uri.path)),
        ),
      );
    else this.waitIdle(notebook);
  }

  dispose(): void {
    // The meters live on: after a reload of the window their runs are found again by their journals.
    for (const { idleTimer } of this.notebooks.values()) if (idleTimer !== null) clearTimeout(idleTimer);
    vscode.Disposable.from(this.changed, ...this.subscriptions).dispose();
  }

  private executed(
    notebook: vscode.NotebookDocument,
    cell: vscode.NotebookCell,
    { timing }: vscode.NotebookCellExecutionSummary,
  ): void {
    if (!vscode.workspace.isTrusted || notebook.uri.scheme !== 'file') return;
    const known = this.notebooks.get(notebook);
    if (timing === undefined) {
      this.texts.delete(cell);
      // What its last time took is no longer asked for.
      this.pending.delete(cell);
      if (known !== undefined || this.asked.has(notebook)) this.cellStarted(notebook, cell);
      else void this.startedInUnknown(notebook, cell);
    } else if (known !== undefined) this.cellEnded(notebook, known, cell, timing);
  }

  /** Whether the notebook trains is read meanwhile; a short cell may have ended by then. */
  private async startedInUnknown(
    notebook: vscode.NotebookDocument,
    cell: vscode.NotebookCell,
  ): Promise<void> {
    if (!(await trains(notebook)) || notebook.isClosed) return;
    const metered = this.cellStarted(notebook, cell);
    const timing = cell.executionSummary?.timing;
    if (timing !== undefined) this.cellEnded(notebook, metered, cell, timing);
  }

  private cellStarted(notebook: vscode.NotebookDocument, cell: vscode.NotebookCell): MeteredNotebook {
    const metered = this.notebooks.get(notebook) ?? this.begin(notebook);
    metered.running.add(cell);
    if (metered.idleTimer !== null) clearTimeout(metered.idleTimer);
    return metered;
  }

  private cellEnded(
    notebook: vscode.NotebookDocument,
    metered: MeteredNotebook,
    cell: vscode.NotebookCell,
    timing: NonNullable<vscode.NotebookCellExecutionSummary['timing']>,
  ): void {
    metered.running.delete(cell);
    this.pending.set(cell, spanOfCell(timing));
    if (metered.running.size === 0) this.waitIdle(notebook);
  }

  private begin(notebook: vscode.NotebookDocument): MeteredNotebook {
    const known = this.notebooks.get(notebook);
    if (known !== undefined) return known;
    const metered: MeteredNotebook = {
      meter: this.attach(notebook),
      runId: null,
      running: new Set(),
      idleTimer: null,
    };
    this.notebooks.set(notebook, metered);
    void metered.meter.then((meter) => {
      const runId = meter?.runId ?? null;
      if (runId === null) {
        // The next cell tries again: the kernel may have been starting.
        if (this.notebooks.get(notebook) === metered) this.notebooks.delete(notebook);
        return;
      }
      metered.runId = runId;
    });
    return metered;
  }

  private async attach(notebook: vscode.NotebookDocument): Promise<AttachedMeter | null> {
    const { meterProgram, consent, log } = this.context;
    const name = basename(notebook.uri.path);
    const kernel = await startedKernel(notebook.uri.fsPath);
    if (kernel === null) {
      log.info(`${name}: ${notMeasurable}.`);
      return null;
    }
    if (!this.asked.has(notebook) && !(await consent.given(name, notebook.uri))) return null;
    return attachMeter(
      meterProgram,
      { process: kernel, kind: 'notebook', label: name, scope: notebook.uri, intervalMs },
      log,
    );
  }

  private waitIdle(notebook: vscode.NotebookDocument): void {
    const metered = this.notebooks.get(notebook);
    if (metered === undefined) return;
    if (metered.idleTimer !== null) clearTimeout(metered.idleTimer);
    metered.idleTimer = setTimeout(() => {
      this.end(notebook);
    }, idleMs);
  }

  private end(notebook: vscode.NotebookDocument): void {
    const metered = this.notebooks.get(notebook);
    if (metered === undefined) return;
    this.notebooks.delete(notebook);
    if (metered.idleTimer !== null) clearTimeout(metered.idleTimer);
    void metered.meter.then((meter) => meter?.stop());
  }

  /** Cuts the energy of cells that have ended out of a run, once it has a sample from after them. */
  private settle(runId: string): void {
    const run = this.context.monitor.find(runId);
    const summary = run?.summary ?? null;
    const series = run?.series ?? null;
    if (summary === null || series === null) return;
    const started = Date.parse(summary.started) / 1000;
    const until = series.seconds.at(-1) ?? 0;
    for (const [cell, { from, to }] of this.pending) {
      if (this.notebooks.get(cell.notebook)?.runId !== runId) continue;
      // The sample from after the cell is on its way, unless the run has ended or hangs.
      const isOnItsWay = summary.state === 'running' && Date.now() / 1000 < to + longestWaitSeconds;
      if (until < to - started && isOnItsWay) continue;
      this.pending.delete(cell);
      const found = energyBetween(series, from - started, to - started);
      const missing =
        found === null || found.covered > 0.995
          ? ''
          : ` ${vscode.l10n.t('({0} of its time)', formatShare(found.covered))}`;
      this.texts.set(cell, {
        text:
          found === null
            ? `$(zap) ${vscode.l10n.t('energy not known')}`
            : `$(zap) ${formatEnergy(found.joules)} · ${provenanceText(summary.devices)}${missing}`,
        tooltip:
          found === null
            ? vscode.l10n.t('The cell ended before its meter had begun.')
            : vscode.l10n.t(
                "What the machine's metered devices drew while the cell ran, by {0}.",
                [...new Set(summary.devices.map(({ source }) => source))].join(', '),
              ),
      });
      this.changed.fire();
    }
  }
}

/** The first cell is what starts a kernel, which takes a while. */
async function startedKernel(notebookPath: string): ReturnType<typeof findKernel> {
  for (let tries = 0; ; tries += 1) {
    const kernel = await findKernel(notebookPath);
    if (kernel !== null || tries === kernelTries) return kernel;
    await new Promise((resolve) => setTimeout(resolve, kernelWaitMs));
  }
}

/** Whether the code of a notebook trains, taken as one script. */
async function trains(notebook: vscode.NotebookDocument): Promise<boolean> {
  const code = notebook
    .getCells()
    .filter(({ kind, document }) => kind === vscode.NotebookCellKind.Code && document.languageId === 'python')
    // Magics and shell lines are no Python.
    .map(({ document }) => document.getText().replace(/^[ \t]*[%!].*$/gm, ''))
    .join('\n');
  return (await detectTraining('notebook.py', code)).training;
}
