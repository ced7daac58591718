/** Colours come from VS Code's theme alone. A canvas can't use CSS variables, so they are read and re-read. */
export interface ChartTheme {
  readonly curves: readonly string[];
  readonly energy: string;
  readonly text: string;
  readonly grid: string;
  readonly font: string;
  readonly warning: string;
}

/** Orange comes last: where a theme takes it from the highlight of what was searched, it is nearly as dark as the ground. */
const curveVariables = ['blue', 'yellow', 'purple', 'green', 'red', 'orange'];

export function readTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const read = (...names: string[]): string =>
    names.map((name) => style.getPropertyValue(name).trim()).find((value) => value !== '') ?? style.color;
  const grid = read('--vscode-widget-border', '--vscode-contrastBorder', '--vscode-panel-border');
  return {
    curves: curveVariables.map((name) => opaque(read(`--vscode-charts-${name}`))),
    energy: read('--vscode-charts-foreground', '--vscode-foreground'),
    text: read('--vscode-descriptionForeground', '--vscode-foreground'),
    grid: document.body.classList.contains('vscode-high-contrast') ? faint(grid) : grid,
    font: read('--vscode-font-family'),
    warning: read('--vscode-editorWarning-foreground', '--vscode-charts-red'),
  };
}

/** Of the part of the window in which a page lies, which is transparent itself. */
export const backgroundOf = (part: 'sideBar' | 'editor'): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--vscode-${part}-background`).trim();

/** Some themes give colours of charts that let through what is below: lines of them are hard to see. */
const opaque = (colour: string): string => colour.replace(/^(#[\da-f]{6})[\da-f]{2}$/i, '$1');

/** Borders of high contrast are as loud as the curves that a grid lies behind. */
const faint = (colour: string): string => (/^#[\da-f]{6}$/i.test(colour) ? `${colour}40` : colour);

/** Of the area below a curve. Themes write colours as hexadecimal digits; below anything else there is none. */
export const translucent = (colour: string): string =>
  /^#[\da-f]{6}$/i.test(colour) ? `${colour}59` : 'transparent';

/** VS Code writes the theme's variables on the root element and its kind on the body. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
}
