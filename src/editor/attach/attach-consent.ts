import * as vscode from 'vscode';
import { readSettings, settingsSection } from '../settings';
import { noticeText } from '../shown-text';

export type AttachPolicy = 'always' | 'ask' | 'never';

/**
 * Whether a training that was started elsewhere is metered: as the setting `wattlens.attach` says, in a trusted workspace
 * alone. Where it asks, there is one notification for each training, and none more while it is open.
 */
export class AttachConsent {
  private readonly open = new Set<string>();

  /** `what` is what was started, in a phrase: `python train.py`. */
  async given(what: string, scope: vscode.Uri | undefined): Promise<boolean> {
    if (!vscode.workspace.isTrusted) return false;
    const policy = readSettings(scope).attach;
    if (policy !== 'ask') return policy === 'always';
    if (this.open.has(what)) return false;
    this.open.add(what);
    try {
      const [meter, always, never] = [
        vscode.l10n.t('Meter'),
        vscode.l10n.t('Always'),
        vscode.l10n.t('Never'),
      ];
      const answer = await vscode.window.showInformationMessage(
        vscode.l10n.t('Training was started: {0}. Meter its energy?', noticeText(shortened(what))),
        meter,
        always,
        never,
      );
      if (answer === always || answer === never) await keep(answer === always ? 'always' : 'never');
      return answer === meter || answer === always;
    } finally {
      this.open.delete(what);
    }
  }
}

const keep = (policy: AttachPolicy): Thenable<void> =>
  vscode.workspace
    .getConfiguration(settingsSection)
    .update('attach', policy, vscode.ConfigurationTarget.Global);

const longest = 80;
const shortened = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest)}…`;
};
