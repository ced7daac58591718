/**
 * The only file that knows the toolkit: its successor uses the same tag names, so a change of library ends here.
 *
 * What the pages take from the browser instead, each in VS Code's colours:
 * - sliders and what opens and closes: the toolkit has none;
 * - tables: its grid places each column by a style attribute, which the pages' policy refuses, and has no row heads or totals;
 * - texts of a table that act (a run's name, a column's head, a part of the breakdown, a tag's cross): its link only leads to an address.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';

let areRegistered = false;

export function registerControls(): void {
  if (areRegistered) return;
  areRegistered = true;
  const fields = document.querySelectorAll('vscode-text-field[aria-label]');
  const names = [...fields].map((field) => field.getAttribute('aria-label') ?? '');
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeTextField(),
  );
  // The toolkit calls each field “Text field”, in English, over the name that its page gives it.
  fields.forEach((field, index) => {
    field.setAttribute('aria-label', names[index] ?? '');
  });
}

/**
 * Making the controls takes as long as drawing a chart: what a page is opened for comes first. To be called when a picture is on its
 * way, which is out two frames later.
 */
export function registerControlsAfterPicture(): void {
  if (areRegistered) return;
  requestAnimationFrame(() => {
    requestAnimationFrame(() => {
      setTimeout(registerControls);
    });
  });
}

/** Where the host tells nothing for so long, the page has no picture. */
export function registerControlsWithoutPicture(afterMs = 300): void {
  setTimeout(registerControls, afterMs);
}
