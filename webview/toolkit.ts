/** The only file that knows the toolkit: its successor uses the same tag names, so a change of library ends here. */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDivider,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTag,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';

let areRegistered = false;

export function registerControls(): void {
  if (areRegistered) return;
  areRegistered = true;
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDivider(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeTag(),
    vsCodeTextField(),
  );
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
