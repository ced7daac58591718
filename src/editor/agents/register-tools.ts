import * as vscode from 'vscode';
import type { PastRuns } from '../runs/past-runs';
import { toolNames, type ToolName } from './tool-names';

/** What coding agents may ask. Hosts without language-model tools get none. */
export function registerAgentTools(meterProgram: string, pastRuns: PastRuns): vscode.Disposable {
  if (!hasTools()) return vscode.Disposable.from();
  const register = (name: ToolName, prepare: () => vscode.PreparedToolInvocation): vscode.Disposable =>
    vscode.lm.registerTool<unknown>(name, {
      prepareInvocation: prepare,
      invoke: async ({ input }) => {
        const { answerTool } = await import('./agent-tools');
        const text = await answerTool(name, input, { meterProgram, pastRuns });
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
      },
    });
  return vscode.Disposable.from(
    register(toolNames.estimateModelCost, () => ({
      invocationMessage: vscode.l10n.t('Estimating what the model costs'),
    })),
    register(toolNames.listRuns, () => ({ invocationMessage: vscode.l10n.t('Listing metered runs') })),
    register(toolNames.runReport, () => ({
      invocationMessage: vscode.l10n.t('Reading the report of a run'),
    })),
    register(toolNames.diagnosePowerSources, () => ({
      invocationMessage: vscode.l10n.t('Looking for power sources'),
      confirmationMessages: {
        title: vscode.l10n.t('Diagnose Power Sources'),
        message: vscode.l10n.t(
          'This starts wattlens doctor, which opens the power sources of this machine and reads them once. Nothing is changed, and nothing is asked with sudo.',
        ),
      },
    })),
  );
}

/** The typings promise it; forks of VS Code and older builds may not have it. */
function hasTools(): boolean {
  const api: { readonly lm?: { readonly registerTool?: unknown } } = vscode;
  return typeof api.lm?.registerTool === 'function';
}
