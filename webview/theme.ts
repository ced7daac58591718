/** Colours come from VS Code's theme alone. A canvas can't use CSS variables, so they are read and re-read. */
export interface ChartTheme {
  readonly curves: readonly string[];
  readonly energy: string;
  readonly text: string;
  readonly grid: string;
  readonly font: string;
  readonly warning: string;
}

/** Orange comes last: where a theme takes it from the highlight of what was searched, it is hardly seen. */
const curveVariables = ['blue', 'yellow', 'purple', 'green', 'red', 'orange'];

export function readTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const read = (...names: string[]): string =>
    names.map((name) => style.getPropertyValue(name).trim()).find((value) => value !== '') ?? style.color;
  const grid = read('--vscode-widget-border', '--vscode-contrastBorder', '--vscode-panel-border');
  return {
    curves: seenOn(
      backgroundOf('editor'),
      curveVariables.map((name) => opaque(read(`--vscode-charts-${name}`))),
    ),
    energy: read('--vscode-charts-foreground', '--vscode-foreground'),
    text: read('--vscode-descriptionForeground', '--vscode-foreground'),
    grid: document.body.classList.contains('vscode-high-contrast') ? faint(grid) : grid,
    font: read('--vscode-font-family'),
    warning: read('--vscode-editorWarning-foreground', '--vscode-charts-red'),
  };
}

/** The background of the part of the window in which a page lies; the page itself is transparent. */
export const backgroundOf = (part: 'sideBar' | 'editor'): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--vscode-${part}-background`).trim();

/** Some themes give colours of charts that let through what is below: lines of them are hard to see. */
const opaque = (colour: string): string => colour.replace(/^(#[\da-f]{6})[\da-f]{2}$/i, '$1');

/** Borders of high contrast are as loud as the curves that a grid lies behind. */
const faint = (colour: string): string => (/^#[\da-f]{6}$/i.test(colour) ? `${colour}40` : colour);

/** The colour of the area below a curve. Themes write colours as hexadecimal digits; other colours give none. */
export const translucent = (colour: string): string =>
  /^#[\da-f]{6}$/i.test(colour) ? `${colour}59` : 'transparent';

/** VS Code writes the theme's variables on the root element and its kind on the body. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
}

/** WCAG asks 3 of graphics; less is hardly seen beside the others. */
const leastContrast = 2;

/** Those colours that are seen on the background; all of them where none is, or where they are not told in digits. */
function seenOn(background: string, colours: readonly string[]): readonly string[] {
  const seen = colours.filter((colour) => contrast(colour, background) >= leastContrast);
  return seen.length === 0 ? colours : seen;
}

/** From 1 to 21, as WCAG defines it; 21 where a colour is not told in hexadecimal digits. */
function contrast(first: string, second: string): number {
  const [one, other] = [luminance(first), luminance(second)];
  if (one === null || other === null) return 21;
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** Relative, from 0 to 1 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance). */
function luminance(colour: string): number | null {
  const digits = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour);
  if (digits === null) return null;
  const [red = 0, green = 0, blue = 0] = digits.slice(1).map((two) => {
    const share = Number.parseInt(two, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
