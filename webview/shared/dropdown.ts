import { type Control, make } from './elements';

/** What each drop-down has been given, as a text. */
const offered = new WeakMap<Control, string>();

/** Fills a drop-down of the toolkit where that changes it: an open list would close. */
export function offer(
  dropdown: Control,
  value: string,
  options: readonly (readonly [value: string, text: string])[],
): void {
  const text = JSON.stringify([value, options]);
  if (offered.get(dropdown) === text) return;
  offered.set(dropdown, text);
  dropdown.replaceChildren(
    ...options.map(([each, shown]) =>
      make('vscode-option', {
        text: shown,
        attributes: { value: each, ...(each === value ? { selected: '' } : {}) },
      }),
    ),
  );
  // The options are known to the control once it has seen them.
  requestAnimationFrame(() => {
    dropdown.value = value;
  });
}
