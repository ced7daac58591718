import * as vscode from 'vscode';

/** The left sides of the diff editors in view that have a document on their right. */
export const leftSidesOf = (document: vscode.Uri): readonly vscode.Uri[] =>
  shownDiffs().flatMap(({ original, modified }) =>
    modified.toString() === document.toString() ? [original] : [],
  );

/** Both sides of the diff editors in view, in one text that changes with them. */
export const shownDiffsText = (): string =>
  shownDiffs()
    .map(({ original, modified }) => `${original.toString()} ${modified.toString()}`)
    .join('\n');

const shownDiffs = (): readonly vscode.TabInputTextDiff[] =>
  vscode.window.tabGroups.all.flatMap(({ activeTab }) =>
    activeTab?.input instanceof vscode.TabInputTextDiff ? [activeTab.input] : [],
  );
