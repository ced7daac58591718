/** The buttons above charts that zoom together; their page connects them (webview/shared/chart-tools.ts). `others` come after. */
export function chartTools(t: (text: string) => string, others = ''): string {
  const zoom = (id: string, sign: string, title: string): string =>
    `<vscode-button appearance="secondary" id="${id}" title="${title}" aria-label="${title}">${sign}</vscode-button>`;
  return `<div class="chart-tools" role="toolbar" aria-label="${t('Charts')}">
        ${zoom('zoom-in', '+', t('Zoom in (+)'))}
        ${zoom('zoom-out', '−', t('Zoom out (-)'))}
        ${zoom('zoom-reset', '⤢', t('Show the whole run (Home)'))}
        <vscode-button appearance="secondary" id="save-picture">${t('Save picture')}</vscode-button>${others}
        <span id="zoom-range" class="muted"></span>
      </div>
      <p id="chart-keys" class="visually-hidden">${t('Plus and minus zoom, the arrows move, Home shows the whole run; with a mouse: wheel with Ctrl, and drag.')}</p>`;
}

/** A chart that has the focus takes the keys that `chartTools` tells of. */
export const chartCanvas = (id: string, label: string): string =>
  `<div class="chart"><canvas id="${id}" role="img" tabindex="0" aria-describedby="chart-keys" aria-label="${label}"></canvas></div>`;

/** The tools and charts of a run, and what stands in their place where no power is known (webview/page.ts tells which). */
export const runCurves = (t: (text: string) => string, charts: string): string =>
  `<p id="no-curves" class="muted" hidden>${t('No power was read of this run, so that there are no curves. The command “Wattlens: Diagnose Power Sources” tells why.')}</p>
      <div id="curves">
      ${charts}
      </div>`;
