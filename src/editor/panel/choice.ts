/** A drop-down below its name, which is filled by its page. */
export const choice = (id: string, label: string): string =>
  `<div class="field"><label id="${id}-label" for="${id}">${label}</label><vscode-dropdown id="${id}" aria-labelledby="${id}-label"></vscode-dropdown></div>`;
