import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';
import { eventually, setTheme } from '../../../scripts/host/workbench.mjs';

/** One theme of each kind. */
export const themes = ['Dark Modern', 'Light Modern', 'Dark High Contrast', 'Light High Contrast'] as const;
/** What VS Code says of a theme to a webview. */
const kindOf = {
  'Dark Modern': 'vscode-dark',
  'Light Modern': 'vscode-light',
  'Dark High Contrast': 'vscode-high-contrast',
  'Light High Contrast': 'vscode-high-contrast-light',
};

const axeSource = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

/** The document inside the webview that holds an element. */
export function frameWith(page: Page, selector: string): Promise<Frame> {
  return eventually(`a webview holds ${selector}`, async () => {
    for (const frame of page.frames())
      if ((await frame.locator(selector).count()) > 0 && (await frame.locator(selector).first().isVisible()))
        return frame;
    return undefined;
  });
}

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/**
 * What axe-core finds serious or critical in a page, one line each. A webview is transparent: `background` names the colour of
 * the window below it, against which contrast is told.
 */
export async function seriousProblems(frame: Frame, background: string): Promise<readonly string[]> {
  await frame.evaluate(axeSource);
  const violations = await frame.evaluate<readonly Violation[]>(`
    document.documentElement.style.backgroundColor = 'var(${background})';
    axe.run(document, { resultTypes: ['violations'] }).then((results) => {
      document.documentElement.style.backgroundColor = '';
      return results.violations;
    })`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 5)
        .map(({ html, failureSummary = '' }) =>
          `${id}: ${html.slice(0, 120)} ${failureSummary.slice(0, 250)}`.replace(/\s+/g, ' '),
        ),
    );
}

/** The same of an editor's page in each kind of theme, the last of which stays; `look` is done in each of them. */
export async function problemsInAllThemes(
  page: Page,
  selector: string,
  look: (theme: string) => Promise<void>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const theme of themes) {
    await setTheme(page, theme);
    const frame = await frameWith(page, selector);

    await eventually(`the page is in ${theme}`, async () => {
      const kind = await frame.locator('body').getAttribute('data-vscode-theme-kind');
      return kind === kindOf[theme];
    });
    await look(theme);
    const problems = await seriousProblems(frame, '--vscode-editor-background');
    found.push(...problems.map((problem) => `${theme}: ${problem}`));
  }
  return found;
}
